import { useEffect, useRef } from 'preact/hooks';
import type { RetryQueue } from '../api/index.js';
import { NotificationRegion } from '../notifications/index.js';
import { useStore } from '../state/index.js';
import type { Board } from './board.js';
import { Filters } from './filters.js';
import { useFocusRestoration } from './focus-restoration.js';
import { statusLabels, TaskForm, type FormDrafts } from './form/index.js';
import { visibleTasks, type ListQuery } from './task-list.js';
import { TaskRow } from './task-row.js';

interface BoardPageProps {
  readonly board: Board;
  readonly retryQueue: RetryQueue;
  readonly drafts: FormDrafts;
  readonly canWrite: () => boolean | undefined;
}

/** The form for a new task, the list of tasks, and the notifications. */
export function BoardPage({ board, retryQueue, drafts, canWrite }: BoardPageProps) {
  const { exiting, nextCursor, phase, query, tasks } = useStore(board.list);
  const { deleted } = useStore(board.deletions);
  const edited = useStore(board.editor).base?.task;
  // Renders with every notification that goes: it may have had the focus, which has to move then.
  useStore(board.notifications);
  useStore(retryQueue);
  useEffect(() => void board.open(), [board]);
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  useFocusRestoration({ list, heading, more });
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
        <TaskForm drafts={drafts} submitLabel="Add task" onSubmit={(fields) => board.add(fields)} />
      )}
      <Filters heading={heading} query={query} onChange={(changed) => void board.load(changed)} />
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
        {visible.map((task) => (
          <TaskRow
            key={task.id}
            {...{ task, board, drafts, readOnly }}
            exiting={exiting.includes(task.id)}
          />
        ))}
      </ul>
      {nextCursor !== null && (
        <button type="button" class="more" ref={more} onClick={() => void board.list.loadMore()}>
          Show more
        </button>
      )}
      <NotificationRegion notifications={board.notifications} retryQueue={retryQueue} />
    </>
  );
}

const emptyListText = ({ status }: ListQuery): string =>
  status === undefined ? 'Nothing here yet.' : `No task is ${statusLabels[status]}.`;
