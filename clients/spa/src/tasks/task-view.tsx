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
