import { useId, useState } from 'preact/hooks';
import type { Drafts } from './drafts.js';
import { emptyFields, type TaskFields } from './task-list.js';

interface TaskFormProps {
  /** Under which name what is typed is kept. */
  readonly form: string;
  readonly drafts: Drafts;
  readonly initial?: TaskFields;
  readonly submitName: string;
  readonly onSubmit: (fields: TaskFields) => Promise<boolean>;
  readonly onCancel?: () => void;
}

/** Adds or changes a task. What is typed is kept until the server has it. */
export function TaskForm(props: TaskFormProps) {
  const { form, drafts, initial = emptyFields, submitName, onSubmit, onCancel } = props;
  const [fields, setFields] = useState(() => drafts.get(form) ?? initial);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const change = (part: Partial<TaskFields>) => {
    const changed = { ...fields, ...part };
    setFields(changed);
    drafts.keep(form, changed);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const done = await onSubmit(fields);
    setBusy(false);
    if (!done) return;
    drafts.drop(form);
    setFields(emptyFields);
  };
  const cancel = () => {
    drafts.drop(form);
    onCancel?.();
  };
  return (
    <form
      class="task-form"
      aria-label={submitName}
      onSubmit={(event) => void submit(event)}
      onKeyDown={({ key }) => key === 'Escape' && onCancel && cancel()}
    >
      <label for={`${id}-title`}>Title</label>
      <input
        id={`${id}-title`}
        required
        maxLength={200}
        autoComplete="off"
        placeholder="What is to be done?"
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
            value={fields.description}
            onInput={({ currentTarget }) => change({ description: currentTarget.value })}
          />
        </div>
        <div>
          <label for={`${id}-due`}>Due</label>
          <input
            id={`${id}-due`}
            type="date"
            value={fields.due}
            onInput={({ currentTarget }) => change({ due: currentTarget.value })}
          />
        </div>
      </div>
      <div class="actions">
        <button class="primary" type="submit" disabled={busy}>
          {busy ? 'Sending…' : submitName}
        </button>
        {onCancel && (
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
