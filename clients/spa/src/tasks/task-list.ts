import type { Task, TaskQuery } from '../api/index.js';

/** Which tasks are listed, in which order. */
export type ListQuery = Pick<TaskQuery, 'status' | 'sort'>;

/** The state that decides which tasks are visible. */
export interface VisibleTasksState {
  readonly tasks: readonly Task[];
  readonly query: ListQuery;
  /** Ids of tasks on their way out, whose place is kept for a moment. */
  readonly exiting: readonly string[];
  readonly deleted: readonly string[];
  /** The task whose form is open: it stays visible whatever the filter says. */
  readonly edited: Task | undefined;
}

/** The tasks that have a row. */
export function visibleTasks(state: VisibleTasksState): readonly Task[] {
  const { tasks, query, exiting, deleted, edited } = state;
  const listed = edited && !tasks.some(({ id }) => id === edited.id) ? [edited, ...tasks] : tasks;
  const belongs = (task: Task) => matchesQuery(task, query) && !deleted.includes(task.id);
  return listed.filter(
    (task) => belongs(task) || exiting.includes(task.id) || task.id === edited?.id,
  );
}

/** Whether a task belongs in the list that was asked for. */
export const matchesQuery = (task: Task, { status }: ListQuery): boolean =>
  status === undefined || task.status === status;

/** The list with a newer version of a task. */
export const withTask = (tasks: readonly Task[], task: Task): readonly Task[] =>
  tasks.map((one) => (one.id === task.id ? task : one));

export const withoutTask = (tasks: readonly Task[], id: string): readonly Task[] =>
  tasks.filter((one) => one.id !== id);

/** The list with a task moved or added to its start. */
export const withTaskFirst = (tasks: readonly Task[], task: Task): readonly Task[] => [
  task,
  ...withoutTask(tasks, task.id),
];

/** The list with another page appended; a task that is listed already keeps its place. */
export function withPage(tasks: readonly Task[], page: readonly Task[]): readonly Task[] {
  const known = new Set(tasks.map(({ id }) => id));
  return [...tasks, ...page.filter(({ id }) => !known.has(id))];
}

/** Whether a task is past its due date and not done. */
export const isOverdue = ({ status, dueAt }: Task, now: number): boolean =>
  status !== 'done' && dueAt !== null && Date.parse(dueAt) < now;
