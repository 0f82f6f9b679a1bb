import { useLayoutEffect, useId, useRef, useState } from 'preact/hooks';
import type { VersionedTask } from '../api/tasks-api.js';
import { newTaskForm, type Drafts } from './drafts.js';
import { StatusOptions } from './status-options.js';
import { emptyFields, fieldsOf, type TaskFields } from './task-list.js';

interface TaskFormProps {
  /** The version that is changed; left out, a task is added. */
  readonly base?: VersionedTask;
  readonly drafts: Drafts;
  readonly submitName: string;
  readonly onSubmit: (fields: TaskFields) => Promise<boolean>;
  readonly onCancel?: () => void;
}

/**
 * Adds or changes a task. What is typed is kept until the server has it; nothing is typed while that is
 * being waited for, since it would be lost.
 */
export function TaskForm({ base, drafts, submitName, onSubmit, onCancel }: TaskFormProps) {
  const form = base?.task.id ?? newTaskForm;
  const initial = base ? fieldsOf(base.task) : emptyFields;
  const [fields, setFields] = useState(() => drafts.get(form)?.fields ?? initial);
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLInputElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (base) title.current?.focus();
  }, [base]);
  const change = (part: Partial<TaskFields>) => {
    const changed = { ...fields, ...part };
    setFields(changed);
    drafts.keep(form, { fields: changed, base });
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const done = await onSubmit(fields);
    setBusy(false);
    if (done) setFields(emptyFields);
  };
  return (
    <form
      class="task-form"
      aria-label={submitName}
      onSubmit={(event) => void submit(event)}
      onKeyDown={({ key }) => key === 'Escape' && onCancel?.()}
    >
      <label for={`${id}-title`}>Title</label>
      <input
        id={`${id}-title`}
        ref={title}
        required
        maxLength={200}
        autoComplete="off"
        placeholder="What is to be done?"
        readOnly={busy}
        value={fields.title}
        onInput={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <div class="pair">
        <div class="wide">
          <label for={`${id}-description`}>Description</label>
          <textarea
            id={`${id}-description`}
            rows={2}
            maxLength={4000}
            readOnly={busy}
            value={fields.description}
            onInput={({ currentTarget }) => change({ description: currentTarget.value })}
          />
        </div>
        <div>
          <label for={`${id}-due`}>Due</label>
          <input
            id={`${id}-due`}
            type="date"
            readOnly={busy}
            value={fields.due}
            onInput={({ currentTarget }) => change({ due: currentTarget.value })}
          />
        </div>
        {base && (
          <div>
            <label for={`${id}-status`}>Status</label>
            <select
              id={`${id}-status`}
              value={fields.status}
              disabled={busy}
              onChange={({ currentTarget }) =>
                change({ status: currentTarget.value as TaskFields['status'] })
              }
            >
              <StatusOptions />
            </select>
          </div>
        )}
      </div>
      <div class="actions">
        <button class="primary" type="submit" disabled={busy}>
          {busy ? 'Sending…' : submitName}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
