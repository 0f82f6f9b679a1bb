import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { VersionedTask } from '../../api/index.js';
import type { FormDrafts } from './form-drafts.js';
import type { TaskFields } from './task-fields.js';
import { DetailFields, TitleField } from './task-form-fields.js';
import { useTaskForm } from './use-task-form.js';
import type { SubmitResult } from './validation.js';

interface EditTaskFormProps {
  /** The version that is changed. */
  readonly base: VersionedTask;
  readonly drafts: FormDrafts;
  readonly onSubmit: (fields: TaskFields) => Promise<SubmitResult>;
  readonly onCancel: () => void;
  /** Shown above the fields, rendered from their values. */
  readonly children: (fields: TaskFields) => ComponentChildren;
}

/** Changes a task. */
export function EditTaskForm({ base, drafts, onSubmit, onCancel, children }: EditTaskFormProps) {
  const form = useTaskForm({ base, drafts, onSubmit });
  const title = useRef<HTMLInputElement>(null);
  const id = useId();
  useLayoutEffect(() => title.current?.focus(), [base]);
  const cancel = () => !form.busy && onCancel();
  const cancelWithEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') {
      return;
    }
    event.preventDefault();
    cancel();
  };
  return (
    <form
      ref={form.element}
      class="task-form"
      aria-label="Save"
      noValidate
      onSubmit={form.submit}
      onKeyDown={cancelWithEscape}
    >
      {children(form.fields)}
      <TitleField id={id} form={form} input={title} placeholder="What is to be done?" />
      <DetailFields id={id} form={form} withStatus />
      {/* Not `disabled` while busy: the button would lose the focus. */}
      <div class="actions">
        <button class="primary" type="submit" aria-disabled={form.busy}>
          {form.busy ? 'Sending…' : 'Save'}
        </button>
        <button type="button" aria-disabled={form.busy} onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
