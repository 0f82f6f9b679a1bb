import { useEffect, useRef } from 'preact/hooks';
import type { Attempts } from '../api/attempts.js';
import { NoticeStack } from '../messages/notice-stack.js';
import { useStore } from '../store.js';
import type { Board } from './board.js';
import type { Drafts } from './drafts.js';
import { Filters } from './filters.js';
import { statusNames } from './form/task-fields.js';
import { TaskForm } from './form/task-form.js';
import { useKeptFocus } from './kept-focus.js';
import { tasksOnScreen, type ListQuery } from './task-list.js';
import { TaskRow } from './task-row.js';

interface BoardPageProps {
  readonly board: Board;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly mayWrite: () => boolean | undefined;
}

/** The tasks of the person who is signed in. */
export function BoardPage({ board, attempts, drafts, mayWrite }: BoardPageProps) {
  const { leaving, nextCursor, phase, query, tasks } = useStore(board.list);
  const { deleted } = useStore(board.deletions);
  const edited = useStore(board.editing).base?.task;
  // A notice that goes may have the keyboard, of which this page takes care.
  useStore(board.notices);
  useStore(attempts);
  useEffect(() => void board.open(), [board]);
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  useKeptFocus({ list, heading, more });
  const shown = tasksOnScreen({ tasks, query, leaving, deleted, edited });
  const readOnly = mayWrite() === false;
  return (
    <>
      {readOnly && (
        <p class="notice amber" role="note">
          You may look at tasks, but not change them: the permission tasks.write was not granted.
        </p>
      )}
      {mayWrite() && (
        <TaskForm drafts={drafts} submitName="Add task" onSubmit={(fields) => board.add(fields)} />
      )}
      <Filters heading={heading} query={query} onChange={(changed) => void board.load(changed)} />
      {phase === 'loading' && shown.length === 0 && (
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
      {phase === 'ready' && shown.length === 0 && nextCursor === null && (
        <p class="quiet">{wordsForNone(query)}</p>
      )}
      <ul class="tasks" ref={list} aria-label="Your tasks" aria-busy={phase === 'loading'}>
        {shown.map((task) => (
          <TaskRow
            key={task.id}
            {...{ task, board, drafts, readOnly }}
            leaving={leaving.includes(task.id)}
          />
        ))}
      </ul>
      {nextCursor !== null && (
        <button type="button" class="more" ref={more} onClick={() => void board.list.loadMore()}>
          Show more
        </button>
      )}
      <NoticeStack notices={board.notices} attempts={attempts} />
    </>
  );
}

const wordsForNone = ({ status }: ListQuery): string =>
  status === undefined ? 'Nothing here yet.' : `No task is ${statusNames[status]}.`;
