import type { RefObject } from 'preact';
import { FormField, StatusOptions } from './form-field.js';
import { lastDay, type TaskFields } from './task-fields.js';
import type { TaskFormState } from './use-task-form.js';

interface FieldsProps {
  /** Prefix of the ids of the controls. */
  readonly id: string;
  readonly form: TaskFormState;
}

interface TitleFieldProps extends FieldsProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly placeholder: string;
  readonly labelHidden?: boolean;
}

/** The title of a task. */
export function TitleField({ id, form, input, placeholder, labelHidden }: TitleFieldProps) {
  return (
    <FormField
      id={`${id}-title`}
      label="Title"
      error={form.errors.title}
      labelHidden={labelHidden}
      wide
    >
      {(attributes) => (
        <input
          {...attributes}
          ref={input}
          required
          dir="auto"
          autoComplete="off"
          placeholder={placeholder}
          readOnly={form.busy}
          value={form.fields.title}
          onInput={({ currentTarget }) => form.change({ title: currentTarget.value })}
        />
      )}
    </FormField>
  );
}

/** Everything but the title. */
export function DetailFields({ id, form, withStatus }: FieldsProps & { withStatus: boolean }) {
  const { busy, change, errors, fields } = form;
  return (
    <div class="pair">
      <FormField id={`${id}-description`} label="Description" error={errors.description} wide>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={withStatus ? 4 : 2}
            dir="auto"
            readOnly={busy}
            value={fields.description}
            onInput={({ currentTarget }) => change({ description: currentTarget.value })}
          />
        )}
      </FormField>
      <FormField id={`${id}-due`} label="Due" error={errors.due}>
        {(attributes) => (
          <input
            {...attributes}
            type="date"
            max={lastDay}
            readOnly={busy}
            value={fields.due}
            onInput={({ currentTarget }) => change({ due: currentTarget.value })}
          />
        )}
      </FormField>
      <FormField id={`${id}-time`} label="Time" error={errors.time}>
        {(attributes) => (
          <input
            {...attributes}
            type="time"
            readOnly={busy}
            value={fields.time}
            onInput={({ currentTarget }) => change({ time: currentTarget.value })}
          />
        )}
      </FormField>
      {withStatus && (
        <FormField id={`${id}-status`} label="Status" error={errors.status}>
          {(attributes) => (
            <select
              {...attributes}
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
  );
}
