import type { VNode } from 'preact';

/** What ties a control to its label and to what is wrong with it. */
interface ControlAttributes {
  readonly id: string;
  readonly 'aria-invalid'?: true | undefined;
  readonly 'aria-describedby'?: string | undefined;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** To be read after the label: `must not be empty`. */
  readonly fault: string | undefined;
  readonly wide?: boolean;
  readonly children: (attributes: ControlAttributes) => VNode;
}

/** A control with its label, and with what is wrong with it. */
export function Field({ id, label, fault, wide = false, children }: FieldProps) {
  const faultId = `${id}-fault`;
  const control = children({
    id,
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-describedby': fault && faultId,
  });
  return (
    <div class={wide ? 'field wide' : 'field'}>
      <label for={id}>{label}</label>
      {control}
      {fault !== undefined && (
        <p class="fault" id={faultId}>
          {`${label} ${fault}.`}
        </p>
      )}
    </div>
  );
}
