import type { Task } from '../api/tasks-api.js';

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
