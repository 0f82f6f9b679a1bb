import type { NewTask, Task } from '../api/tasks-api.js';

/** What somebody types into the form of a task. */
export interface TaskFields {
  readonly title: string;
  readonly description: string;
  /** As a date field has it: `2026-11-21`, or empty. */
  readonly due: string;
  readonly status: Task['status'];
}

export const emptyFields: TaskFields = { title: '', description: '', due: '', status: 'open' };

/** What a status is called. */
export const statusNames: Readonly<Record<Task['status'], string>> = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
};

/** Puts what the server has into fields. */
export const fieldsOf = ({ title, description, dueAt, status }: Task): TaskFields => ({
  title,
  description: description ?? '',
  due: dueAt === null ? '' : localDay(new Date(dueAt)),
  status,
});

/** Puts fields into what the server takes. A day ends where the person is. */
export function taskOf({ title, description, due, status }: TaskFields): Required<NewTask> {
  return {
    title: title.trim(),
    description: description.trim() || null,
    dueAt: due === '' ? null : new Date(`${due}T23:59:59`).toISOString(),
    status,
  };
}

/** The list with a task replaced. */
export const withTask = (tasks: readonly Task[], task: Task): readonly Task[] =>
  tasks.map((one) => (one.id === task.id ? task : one));

export const withoutTask = (tasks: readonly Task[], id: string): readonly Task[] =>
  tasks.filter((one) => one.id !== id);

/** The list with a task at its head, and nowhere else. */
export const withFirst = (tasks: readonly Task[], task: Task): readonly Task[] =>
  withTaskAt(tasks, task, 0);

/** The list with a task back where it was. */
export const withTaskAt = (tasks: readonly Task[], task: Task, place: number): readonly Task[] =>
  withoutTask(tasks, task.id).toSpliced(place, 0, task);

/** The list with another page; a task that is there already stays where it is. */
export function withPage(tasks: readonly Task[], page: readonly Task[]): readonly Task[] {
  const known = new Set(tasks.map(({ id }) => id));
  return [...tasks, ...page.filter(({ id }) => !known.has(id))];
}

/** Whether a task that is not done should have been. */
export const isOverdue = ({ status, dueAt }: Task, now: number): boolean =>
  status !== 'done' && dueAt !== null && Date.parse(dueAt) < now;

function localDay(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
