import type { Task } from '../api/index.js';
import { dueText, isOverdue } from './due-date/index.js';
import { LinkedText } from './linked-text.js';

interface TaskViewProps {
  readonly task: Task;
  /** Whether a change of it was started and not saved. */
  readonly hasDraft: boolean;
  readonly readOnly: boolean;
  readonly onDone: (done: boolean) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A task with its checkbox and its buttons. */
export function TaskView({ task, hasDraft, readOnly, onDone, onEdit, onDelete }: TaskViewProps) {
  const { description, status, title } = task;
  return (
    <>
      <div class="content">
        <input
          type="checkbox"
          checked={status === 'done'}
          disabled={readOnly}
          aria-label={`Done: ${title}`}
          onChange={({ currentTarget }) => onDone(currentTarget.checked)}
        />
        <div class="text">
          <p class="title" dir="auto">
            <LinkedText text={title} />
          </p>
          {description !== null && (
            <p class="description" dir="auto">
              <LinkedText text={description} />
            </p>
          )}
        </div>
        <TaskDetails task={task} hasDraft={hasDraft} />
      </div>
      {!readOnly && (
        <div class="actions">
          <button
            type="button"
            class="edit"
            title="Edit"
            aria-label={`Edit ${title}`}
            onClick={onEdit}
          >
            <Icon path="M4 20l1-5L16 4l4 4L9 19z M13 7l4 4" />
          </button>
          <button
            type="button"
            class="delete"
            title="Delete"
            aria-label={`Delete ${title}`}
            onClick={onDelete}
          >
            <Icon path="M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v5 M14 11v5" />
          </button>
        </div>
      )}
    </>
  );
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" />
    </svg>
  );
}

function TaskDetails({ task, hasDraft }: { readonly task: Task; readonly hasDraft: boolean }) {
  const now = new Date();
  const due = dueText(task, now);
  return (
    <p class="details">
      {task.status === 'in_progress' && <span class="chip">In progress</span>}
      {hasDraft && <span class="chip">Change not saved yet</span>}
      {due && <span class={isOverdue(task, now.getTime()) ? 'overdue' : ''}>{due}</span>}
    </p>
  );
}
