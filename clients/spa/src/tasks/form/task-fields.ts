import type { NewTask, Task, TaskChange } from '../../api/tasks-api.js';

/** What somebody types into the form of a task. */
export interface TaskFields {
  readonly title: string;
  readonly description: string;
  /** As a date field has it: `2026-11-21`, or empty. */
  readonly due: string;
  readonly status: Task['status'];
}

/** What a person can say of a task, as the server has it. */
export type TaskContent = Required<NewTask>;

const emptyTask: TaskContent = { title: '', description: null, dueAt: null, status: 'open' };

/** The last day that a year of four digits has; the server takes no other years. */
export const lastDay = '9999-12-31';
const lastMoment = Date.parse(`${lastDay}T23:59:59Z`);

/** What a status is called. */
export const statusNames: Readonly<Record<Task['status'], string>> = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
};

/** Puts what the server has into fields. */
export const fieldsOf = ({ title, description, dueAt, status }: TaskContent): TaskFields => ({
  title,
  description: description ?? '',
  due: dueAt === null ? '' : localDay(new Date(dueAt)),
  status,
});

export const emptyFields: TaskFields = fieldsOf(emptyTask);

/**
 * What a task is to be: what was changed in the fields, and all else exactly as it was. Fields show less
 * than the server has; of a due moment they show the day alone.
 */
export function contentOf(fields: TaskFields, base: TaskContent = emptyTask): TaskContent {
  const { title, description, due, status } = fields;
  const before = fieldsOf(base);
  return {
    title: title === before.title ? base.title : title.trim(),
    description: description === before.description ? base.description : textOrNull(description),
    dueAt: due === before.due ? base.dueAt : endOf(due),
    status,
  };
}

/** What has to be sent to make one of the other: only what differs. */
export function changesTo(content: TaskContent, from: TaskContent): TaskChange {
  const names = Object.keys(content) as (keyof TaskContent)[];
  const differing = names.filter((name) => content[name] !== from[name]);
  return Object.fromEntries(differing.map((name) => [name, content[name]]));
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** A day ends where the person is; the last one of all ends everywhere at once. */
function endOf(day: string): string | null {
  if (day === '') return null;
  const end = Date.parse(`${day}T23:59:59`);
  return new Date(Math.min(end, lastMoment)).toISOString();
}

/** Empty for a year that a date field cannot show. */
function localDay(date: Date): string {
  const year = date.getFullYear();
  if (year < 1 || year > 9999) return '';
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => pad(part, 2));
  return `${pad(year, 4)}-${month}-${day}`;
}

const pad = (part: number, length: number): string => String(part).padStart(length, '0');
