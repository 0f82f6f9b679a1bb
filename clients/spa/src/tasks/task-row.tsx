import type { Task } from '../api/tasks-api.js';
import type { Board, BoardState } from './board.js';
import { ConflictView } from './conflict-view.js';
import type { Drafts } from './drafts.js';
import { TaskForm } from './task-form.js';
import { fieldsOf, isOverdue } from './task-list.js';

interface TaskRowProps {
  readonly task: Task;
  readonly board: Board;
  readonly drafts: Drafts;
  readonly readOnly: boolean;
  readonly state: BoardState;
}

/** One task: to read, or in its form. */
export function TaskRow({ task, board, drafts, readOnly, state }: TaskRowProps) {
  const { conflict, editing } = state;
  if (editing?.task.id === task.id) {
    return (
      <li class="task editing">
        {conflict && (
          <ConflictView
            conflict={conflict}
            onMine={() =>
              void board
                .save(conflict.mine, conflict.theirs)
                .then((saved) => saved && drafts.drop(task.id))
            }
            onTheirs={() => {
              drafts.drop(task.id);
              board.takeTheirs();
            }}
          />
        )}
        <TaskForm
          form={task.id}
          drafts={drafts}
          initial={fieldsOf(editing.task)}
          submitName="Save"
          onSubmit={(fields) => board.save(fields, editing)}
          onCancel={() => board.stopEditing()}
        />
      </li>
    );
  }
  return (
    <li class={`task ${task.status}`}>
      <input
        type="checkbox"
        checked={task.status === 'done'}
        disabled={readOnly}
        aria-label={`Done: ${task.title}`}
        onChange={({ currentTarget }) => void board.setDone(task, currentTarget.checked)}
      />
      <div class="text">
        <p class="title">{task.title}</p>
        {task.description !== null && <p class="description">{task.description}</p>}
        <Due task={task} />
      </div>
      {!readOnly && (
        <div class="actions">
          <button
            type="button"
            aria-label={`Edit ${task.title}`}
            onClick={() => void board.edit(task)}
          >
            Edit
          </button>
          <button
            type="button"
            aria-label={`Delete ${task.title}`}
            onClick={() => board.delete(task)}
          >
            Delete
          </button>
        </div>
      )}
    </li>
  );
}

function Due({ task }: { readonly task: Task }) {
  if (task.dueAt === null) return null;
  const overdue = isOverdue(task, Date.now());
  const day = new Date(task.dueAt).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <p class={overdue ? 'due overdue' : 'due'}>{`${overdue ? 'Overdue since' : 'Due'} ${day}`}</p>
  );
}
