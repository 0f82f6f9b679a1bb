import type { Task } from '../../api/index.js';
import { FormDrafts, newTaskForm } from './form-drafts.js';
import { emptyFields } from './task-fields.js';

/** A `sessionStorage` in memory. */
function createStorage(): Storage {
  const values = new Map<string, string>();
  const storage: Partial<Storage> = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
  return storage as Storage;
}

const base = (id: string) => ({ task: { id } as Task, etag: '"1"' });
const fields = { ...emptyFields, title: 'Typed' };

it('keeps what one person types from another', () => {
  const storage = createStorage();
  new FormDrafts('ada', storage).set(newTaskForm, { fields });
  expect(new FormDrafts('ada', storage).get(newTaskForm)).toMatchObject({ fields });
  expect(new FormDrafts('bob', storage).get(newTaskForm)).toBeUndefined();
});

it('knows the version that a change was begun on', () => {
  const drafts = new FormDrafts('ada', createStorage());
  drafts.set('first', { fields, base: base('first') });
  drafts.set(newTaskForm, { fields, idempotencyKey: 'key' });
  expect(drafts.getChange('first')).toEqual({ fields, base: base('first') });
  expect(drafts.getChange(newTaskForm)).toBeUndefined();
  drafts.remove('first');
  expect(drafts.getChange('first')).toBeUndefined();
});

it('knows which form is open, of all that were begun', () => {
  const storage = createStorage();
  const drafts = new FormDrafts('ada', storage);
  for (const id of ['first', 'second']) {
    drafts.set(id, { fields, base: base(id) });
  }
  drafts.openForm = 'first';
  expect(new FormDrafts('ada', storage).openForm).toBe('first');
  expect(new FormDrafts('bob', storage).openForm).toBeUndefined();
  drafts.openForm = undefined;
  expect(drafts.openForm).toBeUndefined();
});
