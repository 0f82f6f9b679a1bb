import { ApiError } from '../../api/index.js';
import type { NotificationStore } from '../../notifications/index.js';
import type { TaskFields } from './task-fields.js';

/** What is wrong with fields, worded to follow the label: `must not be empty`. */
export type FieldErrors = Readonly<Partial<Record<keyof TaskFields, string>>>;

/** What became of a form that was sent. */
export interface SubmitResult {
  /** If not, the form keeps its content. */
  readonly done: boolean;
  readonly errors?: FieldErrors;
}

const fieldOfPath: Readonly<Record<string, keyof TaskFields>> = {
  title: 'title',
  description: 'description',
  dueAt: 'due',
  status: 'status',
};

/** Checks what the API checks, so that a form with errors is not sent. */
export function validate({ title, description, due, time }: TaskFields): FieldErrors {
  return {
    ...(title.trim() === '' && { title: 'must not be empty' }),
    ...(characters(title.trim()) > 200 && { title: 'must have 200 characters at most' }),
    ...(characters(description) > 4_000 && { description: 'must have 4000 characters at most' }),
    ...(!/^(\d{4}-.*)?$/.test(due) && { due: 'must have a year of four digits' }),
    ...(time !== '' && due === '' && { due: 'must be there where there is a time' }),
  };
}

/** @returns the API's validation errors by field, or undefined if one of them has no field */
export function fieldErrorsOf({ fieldProblems }: ApiError): FieldErrors | undefined {
  const known = fieldProblems.every(({ path }) => path in fieldOfPath);
  if (fieldProblems.length === 0 || !known) {
    return undefined;
  }
  return Object.fromEntries(fieldProblems.map(({ path, message }) => [fieldOfPath[path], message]));
}

/** The result of a form whose call failed: the error is shown at the fields, else as a notification. */
export function failedSubmit(error: unknown, notifications: NotificationStore): SubmitResult {
  const errors = error instanceof ApiError ? fieldErrorsOf(error) : undefined;
  if (errors) {
    return { done: false, errors };
  }
  notifications.showError(error, { text: 'It was not saved, and what you typed is kept here.' });
  return { done: false };
}

/** Counts code points, as the API does; `maxLength` of a field counts an emoji as two. */
const characters = (text: string): number => Array.from(text).length;
