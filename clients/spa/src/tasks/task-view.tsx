import type { Task } from '../api/tasks-api.js';
import { isOverdue } from './task-list.js';

interface TaskViewProps {
  readonly task: Task;
  /** Whether a change was begun that has not been saved. */
  readonly begun: boolean;
  readonly readOnly: boolean;
  readonly onDone: (done: boolean) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A task to read, and what can be done to it. */
export function TaskView({ task, begun, readOnly, onDone, onEdit, onDelete }: TaskViewProps) {
  const { description, status, title } = task;
  return (
    <>
      <input
        type="checkbox"
        checked={status === 'done'}
        disabled={readOnly}
        aria-label={`Done: ${title}`}
        onChange={({ currentTarget }) => onDone(currentTarget.checked)}
      />
      <div class="text">
        <p class="title" dir="auto">
          {title}
        </p>
        {description !== null && (
          <p class="description" dir="auto">
            {description}
          </p>
        )}
        <Facts task={task} begun={begun} />
      </div>
      {!readOnly && (
        <div class="actions">
          <button type="button" class="edit" aria-label={`Edit ${title}`} onClick={onEdit}>
            Edit
          </button>
          <button type="button" class="delete" aria-label={`Delete ${title}`} onClick={onDelete}>
            Delete
          </button>
        </div>
      )}
    </>
  );
}

function Facts({ task, begun }: { readonly task: Task; readonly begun: boolean }) {
  const overdue = isOverdue(task, Date.now());
  const day =
    task.dueAt && new Date(task.dueAt).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <p class="facts">
      {task.status === 'in_progress' && <span class="chip">In progress</span>}
      {begun && <span class="chip">Change not saved yet</span>}
      {day && (
        <span class={overdue ? 'overdue' : ''}>
          {`${overdue ? 'Overdue since' : 'Due'} ${day}`}
        </span>
      )}
    </p>
  );
}
