import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Task } from '../api/tasks-api.js';
import type { BoardState } from './board-state.js';
import type { Board } from './board.js';
import type { Drafts } from './drafts.js';
import { ConflictView } from './form/conflict-view.js';
import { TaskForm } from './form/task-form.js';
import { isOverdue } from './task-list.js';

interface TaskRowProps {
  readonly task: Task;
  readonly board: Board;
  readonly drafts: Drafts;
  readonly readOnly: boolean;
  readonly state: BoardState;
}

/** One task: to read, or in its form. */
export function TaskRow({ task, board, drafts, readOnly, state }: TaskRowProps) {
  const { broughtBack, editing, theirs } = state;
  const editButton = useRef<HTMLButtonElement>(null);
  const deleteButton = useRef<HTMLButtonElement>(null);
  const isEdited = editing?.task.id === task.id;
  const wasEdited = useRef(false);
  useLayoutEffect(() => {
    // Who works with the keyboard goes on where the form was opened.
    if (wasEdited.current && !isEdited) editButton.current?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  useLayoutEffect(() => {
    if (broughtBack === task.id) deleteButton.current?.focus();
  }, []);
  if (isEdited) {
    return (
      <li class="task editing">
        <TaskForm
          base={editing}
          drafts={drafts}
          submitName="Save"
          onSubmit={(fields) => board.save(fields)}
          onCancel={() => board.stopEditing()}
        >
          {(fields) =>
            theirs && (
              <ConflictView mine={fields} theirs={theirs} onTheirs={() => board.keepTheirs()} />
            )
          }
        </TaskForm>
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
        <Facts task={task} />
      </div>
      {!readOnly && (
        <div class="actions">
          <button
            type="button"
            ref={editButton}
            aria-label={`Edit ${task.title}`}
            onClick={() => void board.edit(task)}
          >
            Edit
          </button>
          <button
            type="button"
            ref={deleteButton}
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

function Facts({ task }: { readonly task: Task }) {
  const overdue = isOverdue(task, Date.now());
  const day =
    task.dueAt && new Date(task.dueAt).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <p class="facts">
      {task.status === 'in_progress' && <span class="chip">In progress</span>}
      {day && (
        <span class={overdue ? 'overdue' : ''}>
          {`${overdue ? 'Overdue since' : 'Due'} ${day}`}
        </span>
      )}
    </p>
  );
}
