import type { Task } from '../api/tasks-api.js';
import { Drafts, newTaskForm } from './drafts.js';
import { emptyFields } from './form/task-fields.js';

/** As a browser has it. */
function createStorage(): Storage {
  const values = new Map<string, string>();
  const storage: Partial<Storage> = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
  return storage as Storage;
}

const base = (id: string) => ({ task: { id } as Task, tag: '"1"' });
const fields = { ...emptyFields, title: 'Typed' };

it('keeps what one person types from another', () => {
  const storage = createStorage();
  new Drafts('ada', storage).keep(newTaskForm, { fields });
  expect(new Drafts('ada', storage).get(newTaskForm)).toMatchObject({ fields });
  expect(new Drafts('bob', storage).get(newTaskForm)).toBeUndefined();
});

it('knows the version that a change was begun on', () => {
  const drafts = new Drafts('ada', createStorage());
  drafts.keep('first', { fields, base: base('first') });
  drafts.keep(newTaskForm, { fields, key: 'key' });
  expect(drafts.change('first')).toEqual({ fields, base: base('first') });
  expect(drafts.change(newTaskForm)).toBeUndefined();
  drafts.drop('first');
  expect(drafts.change('first')).toBeUndefined();
});

it('knows which form is open, of all that were begun', () => {
  const storage = createStorage();
  const drafts = new Drafts('ada', storage);
  for (const id of ['first', 'second']) drafts.keep(id, { fields, base: base(id) });
  drafts.openForm = 'first';
  expect(new Drafts('ada', storage).openForm).toBe('first');
  expect(new Drafts('bob', storage).openForm).toBeUndefined();
  drafts.openForm = undefined;
  expect(drafts.openForm).toBeUndefined();
});
