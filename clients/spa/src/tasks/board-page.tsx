import { useEffect, useRef } from 'preact/hooks';
import type { RetryQueue } from '../api/index.js';
import { NotificationRegion } from '../notifications/index.js';
import { useStore } from '../state/index.js';
import { useQueryOfHistory } from './address.js';
import type { Board } from './board.js';
import { Filters } from './filters.js';
import { DeleteFinishedButton } from './delete-finished-button.js';
import { useFocusRestoration } from './focus-restoration.js';
import { NewTaskForm, statusLabels, type FormDrafts } from './form/index.js';
import { moveToRow, useKeyboardShortcuts } from './keyboard-shortcuts.js';
import type { ListQuery } from './list-query.js';
import { useLoadOnScroll } from './load-on-scroll.js';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { onReturn } from './tab-sync.js';
import { sectionsOf, visibleTasks } from './task-list.js';
import { TaskRow } from './task-row.js';

interface BoardPageProps {
  readonly board: Board;
  readonly retryQueue: RetryQueue;
  readonly drafts: FormDrafts;
  readonly canWrite: () => boolean | undefined;
}

/** The form for a new task, the list of tasks, and the notifications. */
export function BoardPage({ board, retryQueue, drafts, canWrite }: BoardPageProps) {
  const { exiting, moreFailed, nextCursor, phase, query, tasks } = useStore(board.list);
  const { deleted } = useStore(board.deletions);
  const edited = useStore(board.editor).base?.task;
  // Renders with every notification that goes: it may have had the focus, which has to move then.
  useStore(board.notifications);
  useStore(retryQueue);
  useEffect(() => void board.open(), [board]);
  useEffect(() => onReturn(() => void board.refresh()), [board]);
  useQueryOfHistory((changed) => void board.load(changed, { fromHistory: true }));
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useFocusRestoration({ list, heading, more });
  useLoadOnScroll(more, () => !moreFailed && void board.list.loadMore());
  useKeyboardShortcuts({
    add: () => title.current?.focus(),
    search: () => search.current?.focus(),
    move: (by) => moveToRow(list.current, by),
    help: () => dialog.current?.showModal(),
  });
  const visible = visibleTasks({ tasks, query, exiting, deleted, edited });
  const readOnly = canWrite() === false;
  return (
    <>
      {readOnly && (
        <p class="notification warning" role="note">
          You may look at tasks, but not change them: the permission tasks.write was not granted.
        </p>
      )}
      {canWrite() && (
        <NewTaskForm drafts={drafts} title={title} onSubmit={(fields) => board.add(fields)} />
      )}
      <Filters
        {...{ query, heading, search }}
        count={phase === 'ready' ? countText(visible.length, nextCursor !== null) : ''}
        onSearch={(text) => board.search(text)}
        onChange={(changed) => void board.load(changed)}
      />
      {phase === 'loading' && visible.length === 0 && (
        <p class="quiet" role="status">
          Loading your tasks…
        </p>
      )}
      {phase === 'failed' && (
        <p class="quiet">
          Your tasks could not be loaded.{' '}
          <button type="button" onClick={() => void board.load()}>
            Load again
          </button>
        </p>
      )}
      {phase === 'ready' && visible.length === 0 && nextCursor === null && (
        <p class="quiet">{emptyListText(query)}</p>
      )}
      <ul class="tasks" ref={list} aria-label="Your tasks" aria-busy={phase === 'loading'}>
        {sectionsOf(visible, query, new Date()).flatMap(({ heading: name, tasks: own }) => [
          name && (
            <li key={name} class="section">
              <h3>{name}</h3>
            </li>
          ),
          ...own.map((task) => (
            <TaskRow
              key={task.id}
              {...{ task, board, drafts, readOnly }}
              exiting={exiting.includes(task.id)}
            />
          )),
        ])}
      </ul>
      {nextCursor !== null && (
        <button type="button" class="more" ref={more} onClick={() => void board.list.loadMore()}>
          Show more
        </button>
      )}
      {canWrite() && tasks.some(({ status }) => status === 'done') && (
        <DeleteFinishedButton onDelete={() => void board.finished.delete()} />
      )}
      <p class="hint quiet">
        <button type="button" onClick={() => dialog.current?.showModal()}>
          Keys
        </button>
      </p>
      <ShortcutsDialog dialog={dialog} />
      <NotificationRegion notifications={board.notifications} retryQueue={retryQueue} />
    </>
  );
}

const countText = (count: number, more: boolean): string =>
  more ? `${count}+ tasks` : `${count} ${count === 1 ? 'task' : 'tasks'}`;

function emptyListText({ search, status }: ListQuery): string {
  if (search.trim() !== '') {
    return 'No task says that.';
  }
  return status === undefined ? 'Nothing here yet.' : `No task is ${statusLabels[status]}.`;
}
