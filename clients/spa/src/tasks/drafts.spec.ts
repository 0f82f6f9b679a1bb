import type { Task } from '../api/tasks-api.js';
import { Drafts, newTaskForm } from './drafts.js';
import { emptyFields } from './form/task-fields.js';

/** As a browser has it, as far as drafts go: keys are properties. */
function createStorage(): Storage {
  const values: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => void (values[key] = value),
    removeItem: (key: string) => void delete values[key],
  };
  return new Proxy(values, {
    get: (_target, name) => (methods as Record<string | symbol, unknown>)[name],
  }) as unknown as Storage;
}

const base = (id: string) => ({ task: { id } as Task, tag: '"1"' });
const fields = { ...emptyFields, title: 'Typed' };

afterEach(() => jest.useRealTimers());

it('keeps what one person types from another', () => {
  const storage = createStorage();
  new Drafts('ada', storage).keep(newTaskForm, { fields });
  expect(new Drafts('ada', storage).get(newTaskForm)).toMatchObject({ fields });
  expect(new Drafts('bob', storage).get(newTaskForm)).toBeUndefined();
});

it('knows the version that a change was begun on, and which change was typed at last', () => {
  jest.useFakeTimers();
  const drafts = new Drafts('ada', createStorage());
  for (const id of ['first', 'second']) {
    drafts.keep(id, { fields, base: base(id) });
    jest.advanceTimersByTime(1);
  }
  drafts.keep(newTaskForm, { fields, key: 'key' });
  expect(drafts.lastChange()).toEqual(base('second'));
  drafts.drop('second');
  expect(drafts.lastChange()).toEqual(base('first'));
  drafts.drop('first');
  expect(drafts.lastChange()).toBeUndefined();
});
