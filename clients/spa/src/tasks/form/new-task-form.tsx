import type { RefObject } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { dayText, parseDueDate, type ParsedDueDate } from '../due-date/index.js';
import type { FormDrafts } from './form-drafts.js';
import { emptyFields, momentOf, type TaskFields } from './task-fields.js';
import { DetailFields, TitleField } from './task-form-fields.js';
import { useTaskForm, type TaskFormState } from './use-task-form.js';
import type { SubmitResult } from './validation.js';

interface NewTaskFormProps {
  readonly drafts: FormDrafts;
  /** The field for the title, which a key moves the focus to. */
  readonly title: RefObject<HTMLInputElement | null>;
  readonly onSubmit: (fields: TaskFields) => Promise<SubmitResult>;
}

/** Adds a task: one line, which opens on focus. A due date in its title is understood. */
export function NewTaskForm({ drafts, title, onSubmit }: NewTaskFormProps) {
  // The text in which the person does not mean a date.
  const [plainText, setPlainText] = useState<string>();
  const found = ({ title: text, due }: TaskFields) =>
    due === '' && text !== plainText
      ? parseDueDate(text, new Date(), navigator.language)
      : undefined;
  const interpret = (fields: TaskFields): TaskFields => ({ ...fields, ...found(fields) });
  const form = useTaskForm({ drafts, onSubmit, interpret });
  const id = useId();
  const open = useOpen(form);
  const dueDate = found(form.fields);
  const closeWithEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isEmpty(form.fields)) {
      return;
    }
    event.preventDefault();
    (document.activeElement as HTMLElement | null)?.blur();
  };
  return (
    <form
      ref={form.element}
      class={`task-form new${open ? ' open' : ''}`}
      aria-label="Add task"
      noValidate
      onSubmit={form.submit}
      onKeyDown={closeWithEscape}
    >
      <div class="line">
        <TitleField
          id={id}
          form={form}
          input={title}
          labelHidden
          placeholder="What is to be done? “Pay rent tomorrow 5pm”"
        />
        <button class="primary" type="submit" aria-disabled={form.busy}>
          {form.busy ? 'Sending…' : 'Add task'}
        </button>
      </div>
      <p role="status" class="due-date-found">
        {dueDate && (
          <>
            {`“${dueDate.title}”, due ${whenOf(dueDate)} `}
            <button type="button" onClick={() => setPlainText(form.fields.title)}>
              Not a date
            </button>
          </>
        )}
      </p>
      {open && <DetailFields id={id} form={form} withStatus={false} />}
    </form>
  );
}

const whenOf = ({ due, time }: ParsedDueDate): string =>
  dayText(new Date(momentOf(due, time) ?? ''), new Date());

const isEmpty = (fields: TaskFields): boolean =>
  Object.values({ ...fields, status: '' }).every((value) => value.trim() === '');

/**
 * Whether the form shows all its fields: while it has the focus, or something is in it. It closes after
 * a click or a key has done its work, so that nothing moves under the pointer between press and release.
 */
function useOpen({ element, fields }: TaskFormState): boolean {
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    const hasFocus = () => element.current?.contains(document.activeElement) ?? false;
    const onFocus = () => hasFocus() && setFocused(true);
    const onDone = () => setFocused(hasFocus());
    document.addEventListener('focusin', onFocus);
    for (const event of ['click', 'keyup']) {
      document.addEventListener(event, onDone);
    }
    return () => {
      document.removeEventListener('focusin', onFocus);
      for (const event of ['click', 'keyup']) {
        document.removeEventListener(event, onDone);
      }
    };
  }, [element]);
  return focused || !isEmpty({ ...emptyFields, ...fields });
}
