import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { VersionedTask } from '../../api/index.js';
import { fieldsOf, statusLabels, type TaskFields } from './task-fields.js';

interface ConflictViewProps {
  readonly mine: TaskFields;
  readonly theirs: VersionedTask;
  readonly onKeepTheirs: () => void;
}

/** Both versions of a task side by side, for the person to pick one, or to merge them in the form. */
export function ConflictView({ mine, theirs, onKeepTheirs }: ConflictViewProps) {
  const section = useRef<HTMLElement>(null);
  const id = useId();
  // Announced by screen readers, and focused before "Save", which would keep this version unseen.
  useLayoutEffect(() => section.current?.focus(), [theirs]);
  return (
    <section class="conflict" ref={section} tabIndex={-1} aria-labelledby={id}>
      <p id={id}>
        This task was changed elsewhere in the meantime. Which version is to stay? You can also
        change yours below before you keep it.
      </p>
      <div class="versions">
        <Version name="Yours" fields={mine}>
          <button type="submit">Keep mine</button>
        </Version>
        <Version name="The other one" fields={fieldsOf(theirs.task)}>
          <button type="button" onClick={onKeepTheirs}>
            Keep the other
          </button>
        </Version>
      </div>
    </section>
  );
}

interface VersionProps {
  readonly name: string;
  readonly fields: TaskFields;
  readonly children: ComponentChildren;
}

function Version({ name, fields, children }: VersionProps) {
  return (
    <div class="version">
      <h3>{name}</h3>
      <p class="title" dir="auto">
        {fields.title}
      </p>
      <p class="description" dir="auto">
        {fields.description || 'No description'}
      </p>
      <p>{fields.due ? `Due ${fields.due} ${fields.time}`.trim() : 'No due date'}</p>
      <p>{`Status: ${statusLabels[fields.status]}`}</p>
      {children}
    </div>
  );
}
