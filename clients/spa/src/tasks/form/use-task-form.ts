import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VersionedTask } from '../../api/index.js';
import { newTaskForm, type FormDrafts } from './form-drafts.js';
import { emptyFields, fieldsOf, type TaskFields } from './task-fields.js';
import { validate, type FieldErrors, type SubmitResult } from './validation.js';

interface TaskFormOptions {
  /** The version that is changed; without it the form adds a task. */
  readonly base?: VersionedTask;
  readonly drafts: FormDrafts;
  readonly onSubmit: (fields: TaskFields) => Promise<SubmitResult>;
  /** What is sent, if it is not what the fields say. */
  readonly interpret?: (fields: TaskFields) => TaskFields;
}

/**
 * State of the form of a task. Every input is saved as a draft until the API has it; while it is being
 * sent (`busy`) the fields are read-only, since input would be lost.
 */
export function useTaskForm({ base, drafts, onSubmit, interpret }: TaskFormOptions) {
  const form = base?.task.id ?? newTaskForm;
  const initial = base ? fieldsOf(base.task) : emptyFields;
  const [fields, setFields] = useState(() => drafts.get(form)?.fields ?? initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  // Counts forms that were sent with errors: each time the first such field takes the focus.
  const [rejections, setRejections] = useState(0);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [rejections]);
  const reject = (found: FieldErrors) => {
    setErrors(found);
    if (Object.keys(found).length > 0) {
      setRejections((count) => count + 1);
    }
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
  const clear = () => {
    setFields(emptyFields);
    setErrors({});
    drafts.remove(form);
  };
  const send = async (sent: TaskFields) => {
    setBusy(true);
    try {
      const { done, errors: found = {} } = await onSubmit(sent);
      reject(found);
      if (done) {
        setFields(emptyFields);
      }
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    const sent = interpret ? interpret(fields) : fields;
    const found = { ...validate(sent), ...incompleteInputs(element.current) };
    if (Object.keys(found).length > 0) {
      reject(found);
    } else {
      void send(sent);
    }
  };
  return { element, fields, errors, busy, change, clear, submit };
}

/** State of a form, and what changes it. */
export type TaskFormState = ReturnType<typeof useTaskForm>;

/** The value of a date or a time that is half typed is empty, as if none had been typed. */
function incompleteInputs(form: HTMLFormElement | null): FieldErrors {
  const isIncomplete = (type: string) =>
    form?.querySelector<HTMLInputElement>(`input[type=${type}]`)?.validity.badInput;
  return {
    ...(isIncomplete('date') && { due: 'must be a whole date' }),
    ...(isIncomplete('time') && { time: 'must be a whole time' }),
  };
}
