import type { NewTask, Task, TaskChange } from '../../api/index.js';

/** The values of the form's controls. */
export interface TaskFields {
  readonly title: string;
  readonly description: string;
  /** Value of a date input: `2026-11-21`, or empty. */
  readonly due: string;
  /** Value of a time input: `17:00`, or empty for a date without a time. */
  readonly time: string;
  readonly status: Task['status'];
}

/** What a person can change of a task, in the API's format. */
export type TaskContent = Required<NewTask>;

const emptyTask: TaskContent = { title: '', description: null, dueAt: null, status: 'open' };

/** The last day of a four-digit year; the API takes no later ones. */
export const lastDay = '9999-12-31';
const lastInstant = Date.parse(`${lastDay}T23:59:59Z`);

/** The status as the person reads it. */
export const statusLabels: Readonly<Record<Task['status'], string>> = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
};

/** The field values of a task. */
export const fieldsOf = ({ title, description, dueAt, status }: TaskContent): TaskFields => ({
  title,
  description: description ?? '',
  due: dueAt === null ? '' : localDay(new Date(dueAt)),
  time: dueAt === null ? '' : localTime(new Date(dueAt)),
  status,
});

export const emptyFields: TaskFields = fieldsOf(emptyTask);

/**
 * The content of a form. A field that was not edited keeps the value of `base`: fields show less than
 * the API has, of a due date no seconds.
 */
export function contentOf(fields: TaskFields, base: TaskContent = emptyTask): TaskContent {
  const { title, description, due, time, status } = fields;
  const baseFields = fieldsOf(base);
  return {
    title: title === baseFields.title ? base.title : title.trim(),
    description:
      description === baseFields.description ? base.description : textOrNull(description),
    dueAt: due === baseFields.due && time === baseFields.time ? base.dueAt : momentOf(due, time),
    status,
  };
}

/** The body of a PATCH: only what differs. */
export function changesTo(content: TaskContent, from: TaskContent): TaskChange {
  const names = Object.keys(content) as (keyof TaskContent)[];
  const differing = names.filter((name) => content[name] !== from[name]);
  return Object.fromEntries(differing.map((name) => [name, content[name]]));
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text);

/**
 * A due date in the time zone of the browser. Without a time it is the end of the day, of which the
 * seconds tell it apart from 23:59; that of the last day is capped at UTC's.
 */
export function momentOf(day: string, time: string): string | null {
  if (day === '') {
    return null;
  }
  const moment = Date.parse(`${day}T${time === '' ? '23:59:59' : `${time}:00`}`);
  return new Date(Math.min(moment, lastInstant)).toISOString();
}

/** Empty for a date without a time, and for one that a date input cannot show. */
function localTime(date: Date): string {
  if (date.getSeconds() === 59 || localDay(date) === '') {
    return '';
  }
  return `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}`;
}

/** Empty for a year that a date input cannot show. */
function localDay(date: Date): string {
  const year = date.getFullYear();
  if (year < 1 || year > 9999) {
    return '';
  }
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => pad(part, 2));
  return `${pad(year, 4)}-${month}-${day}`;
}

const pad = (part: number, length: number): string => String(part).padStart(length, '0');
