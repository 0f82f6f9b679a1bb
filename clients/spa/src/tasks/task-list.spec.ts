import type { Task } from '../api/index.js';
import { defaultQuery } from './list-query.js';
import { sectionsOf, visibleTasks, withPage, type VisibleTasksState } from './task-list.js';

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

describe('the visible tasks', () => {
  const tasks = [task('a'), task('b', { status: 'done' }), task('c')];
  const all = { tasks, query: defaultQuery, exiting: [], deleted: [], edited: undefined };
  const shown = (change: Partial<VisibleTasksState>) => ids(visibleTasks({ ...all, ...change }));
  const open = { ...defaultQuery, status: 'open' } as const;

  it('are those that the filter and the search let through', () => {
    expect(shown({})).toBe('abc');
    expect(shown({ query: open })).toBe('ac');
    expect(shown({ query: { ...defaultQuery, search: 'task B' } })).toBe('b');
  });

  it('are without those that were deleted, whose place is kept for a moment', () => {
    expect(shown({ deleted: ['a', 'b'], exiting: ['b'] })).toBe('bc');
  });

  it('have the one that is edited among them, whatever the filter says', () => {
    expect(shown({ query: open, edited: task('b', { status: 'done' }) })).toBe('abc');
    expect(shown({ query: open, edited: task('z', { status: 'done' }) })).toBe('zac');
  });
});

it('has sections where the list is ordered by due date, and keeps that order in them', () => {
  const at = (id: string, dueAt: string | null) => task(id, { dueAt });
  const tasks = [
    at('a', '2020-01-01T00:00:00Z'),
    at('b', '2031-01-01T00:00:00Z'),
    at('c', '2032-01-01T00:00:00Z'),
    at('d', null),
  ];
  const now = new Date('2026-11-25T12:00:00Z');
  const sections = sectionsOf(tasks, { ...defaultQuery, sort: 'dueAt' }, now);
  expect(sections.map(({ heading, tasks: own }) => `${heading}: ${ids(own)}`)).toEqual([
    'Overdue: a',
    'Later: bc',
    'No due date: d',
  ]);
  expect(sectionsOf(tasks, defaultQuery, now)).toEqual([{ tasks }]);
});
