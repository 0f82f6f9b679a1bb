import type { Task } from '../../api/index.js';
import { dueSection, dueText, isOverdue } from './due-date.js';

const now = new Date('2026-11-25T12:00:00');
const task = (local: string | null, status: Task['status'] = 'open'): Task => ({
  id: 'a',
  title: 'A',
  description: null,
  status,
  dueAt: local && new Date(local).toISOString(),
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
});

it.each([
  ['2026-11-24T23:59:59', 'open', 'Overdue'],
  ['2026-11-25T11:00:00', 'open', 'Overdue'],
  ['2026-11-25T23:59:59', 'in_progress', 'Today'],
  ['2026-11-26T00:00:00', 'open', 'Later'],
  ['2026-11-24T23:59:59', 'done', 'Done before today'],
  ['2026-11-25T11:00:00', 'done', 'Today'],
  [null, 'open', 'No due date'],
] as const)('puts what is due %s and %s under %s', (due, status, section) => {
  expect(dueSection(task(due, status), now)).toBe(section);
});

it('names near days in words, and a time where there is one', () => {
  expect(dueText(task('2026-11-24T23:59:59'), now)).toBe('Overdue since yesterday');
  expect(dueText(task('2026-11-25T23:59:59'), now)).toBe('Due today');
  expect(dueText(task('2026-11-26T17:00:00'), now)).toMatch(/^Due tomorrow, (17:00|5:00\s?PM)$/);
  expect(dueText(task(null), now)).toBeUndefined();
});

it('counts days of the calendar over a change of the clocks', () => {
  expect(dueText(task('2027-03-29T23:59:59'), new Date('2027-03-28T00:30:00'))).toBe(
    'Due tomorrow',
  );
});

it('calls only tasks overdue that are not done', () => {
  const due = task('2026-11-25T11:00:00');
  expect(isOverdue(due, now.getTime())).toBe(true);
  expect(isOverdue({ ...due, status: 'done' }, now.getTime())).toBe(false);
  expect(isOverdue(task(null), now.getTime())).toBe(false);
});
