import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VersionedTask } from '../../api/tasks-api.js';
import { newTaskForm, type Drafts } from '../drafts.js';
import { faultsIn, type FieldFaults, type Outcome } from './field-faults.js';
import { Field } from './field.js';
import { StatusOptions } from './status-options.js';
import { emptyFields, fieldsOf, lastDay, type TaskFields } from './task-fields.js';

interface TaskFormProps {
  /** The version that is changed; left out, a task is added. */
  readonly base?: VersionedTask;
  readonly drafts: Drafts;
  readonly submitName: string;
  readonly onSubmit: (fields: TaskFields) => Promise<Outcome>;
  readonly onCancel?: () => void;
  /** What is shown above the fields, made from what is in them. */
  readonly children?: (fields: TaskFields) => ComponentChildren;
}

/**
 * Adds or changes a task. What is typed is kept until the server has it; nothing is typed while that is
 * being waited for, since it would be lost.
 */
export function TaskForm(props: TaskFormProps) {
  const { base, drafts, submitName, onSubmit, onCancel, children } = props;
  const form = base?.task.id ?? newTaskForm;
  const initial = base ? fieldsOf(base.task) : emptyFields;
  const [fields, setFields] = useState(() => drafts.get(form)?.fields ?? initial);
  const [faults, setFaults] = useState<FieldFaults>({});
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
  }, [faults]);
  const change = (part: Partial<TaskFields>) => {
    const changed = { ...fields, ...part };
    setFields(changed);
    drafts.keep(form, { fields: changed, base });
  };
  const send = async () => {
    setBusy(true);
    try {
      const { done, faults: found = {} } = await onSubmit(fields);
      setFaults(found);
      if (done) setFields(emptyFields);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    // The value of a date that is half typed is empty.
    const unfinished = due.current?.validity.badInput && { due: 'must be a whole date' };
    const found = { ...faultsIn(fields), ...unfinished };
    if (Object.keys(found).length > 0) setFaults(found);
    else void send();
  };
  const cancel = () => !busy && onCancel?.();
  return (
    <form
      ref={element}
      class="task-form"
      aria-label={submitName}
      noValidate
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && cancel()}
    >
      {children?.(fields)}
      <Field id={`${id}-title`} label="Title" fault={faults.title}>
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
      </Field>
      <div class="pair">
        <Field id={`${id}-description`} label="Description" fault={faults.description} wide>
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
        </Field>
        <Field id={`${id}-due`} label="Due" fault={faults.due}>
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
        </Field>
        {base && (
          <Field id={`${id}-status`} label="Status" fault={faults.status}>
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
          </Field>
        )}
      </div>
      {/* Not disabled while busy: that would take the keyboard's place away. */}
      <div class="actions">
        <button class="primary" type="submit" aria-disabled={busy}>
          {busy ? 'Sending…' : submitName}
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
