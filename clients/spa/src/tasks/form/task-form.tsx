import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VersionedTask } from '../../api/index.js';
import { newTaskForm, type FormDrafts } from './form-drafts.js';
import { FormField, StatusOptions } from './form-field.js';
import { emptyFields, fieldsOf, lastDay, type TaskFields } from './task-fields.js';
import { validate, type FieldErrors, type SubmitResult } from './validation.js';

interface TaskFormProps {
  /** The version that is changed; without it the form adds a task. */
  readonly base?: VersionedTask;
  readonly drafts: FormDrafts;
  readonly submitLabel: string;
  readonly onSubmit: (fields: TaskFields) => Promise<SubmitResult>;
  readonly onCancel?: () => void;
  /** Shown above the fields, rendered from their values. */
  readonly children?: (fields: TaskFields) => ComponentChildren;
}

/**
 * Adds or changes a task. Every input is saved as a draft until the API has it; while it is being sent
 * the fields are read-only, since input would be lost.
 */
export function TaskForm(props: TaskFormProps) {
  const { base, drafts, submitLabel, onSubmit, onCancel, children } = props;
  const form = base?.task.id ?? newTaskForm;
  const initial = base ? fieldsOf(base.task) : emptyFields;
  const [fields, setFields] = useState(() => drafts.get(form)?.fields ?? initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  // Counts forms that were sent with errors: each time the first such field takes the focus.
  const [rejections, setRejections] = useState(0);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const due = useRef<HTMLInputElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (base) title.current?.focus();
  }, [base]);
  useLayoutEffect(() => {
    element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [rejections]);
  const reject = (found: FieldErrors) => {
    setErrors(found);
    if (Object.keys(found).length > 0) setRejections((count) => count + 1);
  };
  const change = (part: Partial<TaskFields>) => {
    const changed = { ...fields, ...part };
    setFields(changed);
    // An error goes as soon as its field is corrected; a new one waits until the form is sent.
    const found = validate(changed);
    const isLeft = (name: string) => !(name in part) || name in found;
    setErrors(Object.fromEntries(Object.entries(errors).filter(([name]) => isLeft(name))));
    drafts.set(form, { fields: changed, base });
  };
  const send = async () => {
    setBusy(true);
    try {
      const { done, errors: found = {} } = await onSubmit(fields);
      reject(found);
      if (done) setFields(emptyFields);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    // The value of an incomplete date is empty.
    const incomplete = due.current?.validity.badInput && { due: 'must be a whole date' };
    const found = { ...validate(fields), ...incomplete };
    if (Object.keys(found).length > 0) reject(found);
    else void send();
  };
  const cancel = () => !busy && onCancel?.();
  const cancelWithEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !onCancel) return;
    event.preventDefault();
    cancel();
  };
  return (
    <form
      ref={element}
      class="task-form"
      aria-label={submitLabel}
      noValidate
      onSubmit={submit}
      onKeyDown={cancelWithEscape}
    >
      {children?.(fields)}
      <FormField id={`${id}-title`} label="Title" error={errors.title}>
        {(field) => (
          <input
            {...field}
            ref={title}
            required
            dir="auto"
            autoComplete="off"
            placeholder="What is to be done?"
            readOnly={busy}
            value={fields.title}
            onInput={({ currentTarget }) => change({ title: currentTarget.value })}
          />
        )}
      </FormField>
      <div class="pair">
        <FormField id={`${id}-description`} label="Description" error={errors.description} wide>
          {(field) => (
            <textarea
              {...field}
              rows={2}
              dir="auto"
              readOnly={busy}
              value={fields.description}
              onInput={({ currentTarget }) => change({ description: currentTarget.value })}
            />
          )}
        </FormField>
        <FormField id={`${id}-due`} label="Due" error={errors.due}>
          {(field) => (
            <input
              {...field}
              ref={due}
              type="date"
              max={lastDay}
              readOnly={busy}
              value={fields.due}
              onInput={({ currentTarget }) => change({ due: currentTarget.value })}
            />
          )}
        </FormField>
        {base && (
          <FormField id={`${id}-status`} label="Status" error={errors.status}>
            {(field) => (
              <select
                {...field}
                value={fields.status}
                disabled={busy}
                onChange={({ currentTarget }) =>
                  change({ status: currentTarget.value as TaskFields['status'] })
                }
              >
                <StatusOptions />
              </select>
            )}
          </FormField>
        )}
      </div>
      {/* Not `disabled` while busy: the button would lose the focus. */}
      <div class="actions">
        <button class="primary" type="submit" aria-disabled={busy}>
          {busy ? 'Sending…' : submitLabel}
        </button>
        {onCancel && (
          <button type="button" aria-disabled={busy} onClick={cancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
