import type { VNode } from 'preact';
import { statusLabels } from './task-fields.js';

/** Attributes that tie a control to its label and its error. */
interface ControlAttributes {
  readonly id: string;
  readonly 'aria-invalid'?: true | undefined;
  readonly 'aria-describedby'?: string | undefined;
}

interface FormFieldProps {
  readonly id: string;
  readonly label: string;
  /** Worded to follow the label: `must not be empty`. */
  readonly error: string | undefined;
  readonly wide?: boolean;
  /** For screen readers only. */
  readonly labelHidden?: boolean | undefined;
  readonly children: (attributes: ControlAttributes) => VNode;
}

/** A control with its label and its error. */
export function FormField(props: FormFieldProps) {
  const { id, label, error, wide = false, labelHidden = false, children } = props;
  const errorId = `${id}-error`;
  const control = children({
    id,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-describedby': error && errorId,
  });
  return (
    <div class={wide ? 'field wide' : 'field'}>
      <label for={id} class={labelHidden ? 'visually-hidden' : ''}>
        {label}
      </label>
      {control}
      {error !== undefined && (
        <p class="field-error" id={errorId}>
          {`${label} ${error}.`}
        </p>
      )}
    </div>
  );
}

/** The options of a `select` for the status of a task. */
export function StatusOptions() {
  return Object.entries(statusLabels).map(([status, label]) => (
    <option key={status} value={status}>
      {label}
    </option>
  ));
}
