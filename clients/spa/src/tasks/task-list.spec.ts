import type { Task } from '../api/tasks-api.js';
import { isOverdue, withoutTask, withPage, withTaskAt } from './task-list.js';

const task = (id: string, change: Partial<Task> = {}): Task => ({
  id,
  title: `Task ${id}`,
  description: null,
  status: 'open',
  dueAt: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  ...change,
});
const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id).join('');

it('puts a task back where it was when a deletion is taken back', () => {
  const tasks = ['a', 'b', 'c'].map((id) => task(id));
  expect(ids(withTaskAt(withoutTask(tasks, 'b'), task('b'), 1))).toBe('abc');
});

it('shows a task once, even if it is on two pages', () => {
  expect(ids(withPage([task('a'), task('b')], [task('b'), task('c')]))).toBe('abc');
});

it('calls only tasks overdue that are not done', () => {
  const dueAt = '2026-11-01T00:00:00.000Z';
  const now = Date.parse(dueAt) + 1;
  expect(isOverdue(task('a', { dueAt }), now)).toBe(true);
  expect(isOverdue(task('a', { dueAt, status: 'done' }), now)).toBe(false);
  expect(isOverdue(task('a'), now)).toBe(false);
});
