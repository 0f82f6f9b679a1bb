import type { Task } from '../api/index.js';
import { isOverdue, visibleTasks, withPage, type VisibleTasksState } from './task-list.js';

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

it('shows a task once, even if it is on two pages', () => {
  expect(ids(withPage([task('a'), task('b')], [task('b'), task('c')]))).toBe('abc');
});

describe('the tasks on the screen', () => {
  const tasks = [task('a'), task('b', { status: 'done' }), task('c')];
  const all = { tasks, query: {}, exiting: [], deleted: [], edited: undefined };
  const shown = (change: Partial<VisibleTasksState>) => ids(visibleTasks({ ...all, ...change }));

  it('are those that the filter lets through', () => {
    expect(shown({})).toBe('abc');
    expect(shown({ query: { status: 'open' } })).toBe('ac');
  });

  it('are without those that were deleted, whose place is kept for a moment', () => {
    expect(shown({ deleted: ['a', 'b'], exiting: ['b'] })).toBe('bc');
  });

  it('have the one that is edited among them, whatever the filter says', () => {
    expect(shown({ query: { status: 'open' }, edited: task('b', { status: 'done' }) })).toBe('abc');
    expect(shown({ query: { status: 'open' }, edited: task('z', { status: 'done' }) })).toBe('zac');
  });
});

it('calls only tasks overdue that are not done', () => {
  const dueAt = '2026-11-01T00:00:00.000Z';
  const now = Date.parse(dueAt) + 1;
  expect(isOverdue(task('a', { dueAt }), now)).toBe(true);
  expect(isOverdue(task('a', { dueAt, status: 'done' }), now)).toBe(false);
  expect(isOverdue(task('a'), now)).toBe(false);
});
