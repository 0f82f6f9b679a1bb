import { useEffect } from 'preact/hooks';
import type { Attempts } from '../api/attempts.js';
import type { TaskQuery } from '../api/tasks-api.js';
import { Notice, WaitingNotice } from '../messages/notice.js';
import { useStore } from '../store.js';
import type { Board } from './board.js';
import type { Drafts } from './drafts.js';
import { StatusOptions } from './form/status-options.js';
import { TaskForm } from './form/task-form.js';
import { TaskRow } from './task-row.js';

interface BoardPageProps {
  readonly board: Board;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly mayWrite: () => boolean | undefined;
}

/** The tasks of the person who is signed in. */
export function BoardPage({ board, attempts, drafts, mayWrite }: BoardPageProps) {
  const state = useStore(board);
  const { message, nextCursor, phase, tasks } = state;
  useEffect(() => void board.open(), [board]);
  const waiting = useStore(attempts);
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
      <Filters board={board} />
      {phase === 'loading' && tasks.length === 0 && (
        <p class="quiet" role="status">
          Loading your tasks…
        </p>
      )}
      {phase === 'failed' && tasks.length === 0 && (
        <p class="quiet">
          Your tasks could not be loaded.{' '}
          <button type="button" onClick={() => void board.load()}>
            Load again
          </button>
        </p>
      )}
      {phase === 'ready' && tasks.length === 0 && <p class="quiet">Nothing here yet.</p>}
      <ul class="tasks" aria-label="Your tasks" aria-busy={phase === 'loading'}>
        {tasks.map((task) => (
          <TaskRow key={task.id} {...{ task, board, drafts, readOnly, state }} />
        ))}
      </ul>
      {nextCursor !== null && (
        <button type="button" class="more" onClick={() => void board.loadMore()}>
          Show more
        </button>
      )}
      <div class="notices">
        <WaitingNotice attempts={attempts} waiting={waiting} />
        {message && <Notice message={message} onClose={() => board.say(undefined)} />}
      </div>
    </>
  );
}

function Filters({ board }: { readonly board: Board }) {
  const { query } = useStore(board);
  const load = (part: TaskQuery) => void board.load({ ...query, ...part });
  return (
    <div class="filters">
      <h2>Your tasks</h2>
      <label>
        Show{' '}
        <select
          value={query.status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            load({ status: value === '' ? undefined : (value as TaskQuery['status']) })
          }
        >
          <option value="">all</option>
          <StatusOptions />
        </select>
      </label>
      <label>
        Order{' '}
        <select
          value={query.sort ?? ''}
          onChange={({ currentTarget: { value } }) => load({ sort: value as TaskQuery['sort'] })}
        >
          <option value="-createdAt">newest first</option>
          <option value="createdAt">oldest first</option>
          <option value="dueAt">due soonest</option>
          <option value="-dueAt">due latest</option>
        </select>
      </label>
    </div>
  );
}
