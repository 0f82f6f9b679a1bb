import type { Task, TaskQuery } from '../api/tasks-api.js';

/** Which tasks are listed, in which order. */
export type ListQuery = Pick<TaskQuery, 'status' | 'sort'>;

/** What decides which tasks are on the screen. */
export interface OnScreen {
  readonly tasks: readonly Task[];
  readonly query: ListQuery;
  /** Tasks that leave, but whose place is still empty. */
  readonly leaving: readonly string[];
  readonly deleted: readonly string[];
  /** Whose form is open: it stays on the screen whatever the filter says. */
  readonly edited: Task | undefined;
}

/** The tasks that have a place on the screen. */
export function tasksOnScreen({ tasks, query, leaving, deleted, edited }: OnScreen) {
  const listed = edited && !tasks.some(({ id }) => id === edited.id) ? [edited, ...tasks] : tasks;
  const has = (task: Task) => fits(task, query) && !deleted.includes(task.id);
  return listed.filter((task) => has(task) || leaving.includes(task.id) || task.id === edited?.id);
}

/** Whether a task is one of those that were asked for. */
export const fits = (task: Task, { status }: ListQuery): boolean =>
  status === undefined || task.status === status;

/** The list with a task replaced. */
export const withTask = (tasks: readonly Task[], task: Task): readonly Task[] =>
  tasks.map((one) => (one.id === task.id ? task : one));

export const withoutTask = (tasks: readonly Task[], id: string): readonly Task[] =>
  tasks.filter((one) => one.id !== id);

/** The list with a task at its head, and nowhere else. */
export const withFirst = (tasks: readonly Task[], task: Task): readonly Task[] => [
  task,
  ...withoutTask(tasks, task.id),
];

/** The list with another page; a task that is there already stays where it is. */
export function withPage(tasks: readonly Task[], page: readonly Task[]): readonly Task[] {
  const known = new Set(tasks.map(({ id }) => id));
  return [...tasks, ...page.filter(({ id }) => !known.has(id))];
}

/** Whether a task that is not done should have been. */
export const isOverdue = ({ status, dueAt }: Task, now: number): boolean =>
  status !== 'done' && dueAt !== null && Date.parse(dueAt) < now;
