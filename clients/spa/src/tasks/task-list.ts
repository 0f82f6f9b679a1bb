import type { Task } from '../api/index.js';
import { dueSection, type DueSection } from './due-date/index.js';
import { matchesQuery, type ListQuery } from './list-query.js';

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

/** Tasks under a heading, or all of them without one. */
export interface Section {
  readonly heading?: DueSection;
  readonly tasks: readonly Task[];
}

const order: readonly DueSection[] = [
  'Overdue',
  'Today',
  'Later',
  'No due date',
  'Done before today',
];

/** Sections by due date where the list is ordered by it, soonest first. */
export function sectionsOf(tasks: readonly Task[], { sort }: ListQuery, now: Date): Section[] {
  if (sort !== 'dueAt') {
    return [{ tasks }];
  }
  return order
    .map((heading) => ({ heading, tasks: tasks.filter((one) => dueSection(one, now) === heading) }))
    .filter((section) => section.tasks.length > 0);
}

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
