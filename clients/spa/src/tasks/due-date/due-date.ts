import type { Task } from '../../api/index.js';

/** Parts of a list that is ordered by due date. */
export type DueSection = 'Overdue' | 'Today' | 'Later' | 'No due date' | 'Done before today';

/** The section of a task. A day ends at midnight in the time zone of the browser. */
export function dueSection({ dueAt, status }: Task, now: Date): DueSection {
  if (dueAt === null) {
    return 'No due date';
  }
  const due = Date.parse(dueAt);
  const days = daysFrom(now, new Date(due));
  if (status === 'done') {
    return days < 0 ? 'Done before today' : days === 0 ? 'Today' : 'Later';
  }
  if (due < now.getTime()) {
    return 'Overdue';
  }
  return days === 0 ? 'Today' : 'Later';
}

/** Whether a task is past its due date and not done. */
export const isOverdue = ({ status, dueAt }: Task, now: number): boolean =>
  status !== 'done' && dueAt !== null && Date.parse(dueAt) < now;

/** A due date is at the end of its day unless it has a time: 23:59:59 stands for the day alone. */
export const hasTime = (due: Date): boolean => due.getSeconds() !== 59;

/** `Due today, 17:00`, `Overdue since yesterday`, `Due Dec 24, 2026`. */
export function dueText(task: Task, now: Date): string | undefined {
  if (task.dueAt === null) {
    return undefined;
  }
  const prefix = isOverdue(task, now.getTime()) ? 'Overdue since' : 'Due';
  return `${prefix} ${dayText(new Date(task.dueAt), now)}`;
}

/** A day in words where it is near, with the time if it has one. */
export function dayText(due: Date, now: Date): string {
  const name = { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[daysFrom(now, due)];
  const day = name ?? due.toLocaleDateString(undefined, { dateStyle: 'medium' });
  if (!hasTime(due)) {
    return day;
  }
  return `${day}, ${due.toLocaleTimeString(undefined, { timeStyle: 'short' })}`;
}

/** Calendar days between two moments, whatever daylight saving does to their hours. */
function daysFrom(from: Date, to: Date): number {
  const dayOf = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((dayOf(to) - dayOf(from)) / 86_400_000);
}
