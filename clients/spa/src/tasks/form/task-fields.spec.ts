import { changesTo, contentOf, emptyFields, fieldsOf, type TaskContent } from './task-fields.js';

const content = (change: Partial<TaskContent> = {}): TaskContent => ({
  title: 'Plants',
  description: null,
  dueAt: null,
  status: 'open',
  ...change,
});

it('keeps a due day and the status over a round through the fields, wherever the person is', () => {
  const fields = {
    title: ' Plants ',
    description: ' ',
    due: '2026-12-24',
    time: '',
    status: 'done',
  } as const;
  const sent = contentOf(fields);
  expect(sent).toMatchObject({ title: 'Plants', description: null });
  expect(fieldsOf(sent)).toEqual({ ...fields, title: 'Plants', description: '' });
});

it('leaves what was not touched exactly as it was, however another client wrote it', () => {
  const base = content({ description: '  indented\r\n', dueAt: '2027-01-31T17:00:00.000Z' });
  const fields = { ...fieldsOf(base), title: 'Flowers' };
  expect(changesTo(contentOf(fields, base), base)).toEqual({ title: 'Flowers' });
});

it('finds no change in fields that say what they said before', () => {
  const base = content({ description: '', dueAt: '2027-01-31T17:00:00.000Z' });
  expect(changesTo(contentOf(fieldsOf(base), base), base)).toEqual({});
  expect(changesTo(contentOf({ ...fieldsOf(base), title: 'Plants ' }, base), base)).toEqual({});
});

it('takes a due date away', () => {
  const base = content({ dueAt: '2027-01-31T17:00:00.000Z' });
  const fields = { ...fieldsOf(base), due: '' };
  expect(changesTo(contentOf(fields, base), base)).toEqual({ dueAt: null });
});

it('makes mine of what another version says, with moments as mine had them', () => {
  const base = content({ dueAt: '2027-01-31T17:00:00.000Z' });
  const theirs = content({ title: 'Theirs', dueAt: '2027-03-01T08:00:00.000Z' });
  const mine = { ...fieldsOf(base), description: 'Mine' };
  expect(changesTo(contentOf(mine, base), theirs)).toEqual({
    title: 'Plants',
    description: 'Mine',
    dueAt: '2027-01-31T17:00:00.000Z',
  });
});

it.each(['0024-02-29', '0999-12-31', '1969-07-20', '9999-12-30', '9999-12-31'])(
  'takes the day %s there and back, in a form that the server takes',
  (due) => {
    const sent = contentOf({ ...emptyFields, due });
    expect(sent.dueAt).toMatch(/^\d{4}-/);
    expect(fieldsOf(sent).due).toBe(due);
  },
);

it('shows no day for a moment that a date field cannot show, and keeps it', () => {
  const base = content({ dueAt: '0000-06-01T00:00:00.000Z' });
  expect(fieldsOf(base).due).toBe('');
  expect(contentOf(fieldsOf(base), base)).toEqual(base);
});

it('takes a time of the day there and back, and leaves it alone when only the title is changed', () => {
  const sent = contentOf({ ...emptyFields, due: '2026-12-24', time: '17:05' });
  expect(sent.dueAt).toBe(new Date('2026-12-24T17:05:00').toISOString());
  expect(fieldsOf(sent)).toMatchObject({ due: '2026-12-24', time: '17:05' });
  expect(contentOf({ ...fieldsOf(sent), title: 'A' }, sent).dueAt).toBe(sent.dueAt);
  expect(fieldsOf(contentOf({ ...fieldsOf(sent), time: '' }, sent)).time).toBe('');
});
