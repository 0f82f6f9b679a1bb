import { troubleOf, type Fault } from '../../api/trouble.js';
import { faultsIn, faultsOf } from './field-faults.js';
import { emptyFields } from './task-fields.js';

const fields = { ...emptyFields, title: 'Plants' };
const refusal = (...errors: readonly Fault[]) => troubleOf({ status: 400, problem: { errors } });

it('counts characters as the server does: an emoji is one', () => {
  const longest = { title: '🪴'.repeat(200), description: '🪴'.repeat(4_000) };
  expect(faultsIn({ ...fields, ...longest })).toEqual({});
  const tooLong = { title: '🪴'.repeat(201), description: '🪴'.repeat(4_001) };
  expect(faultsIn({ ...fields, ...tooLong })).toEqual({
    title: 'must have 200 characters at most',
    description: 'must have 4000 characters at most',
  });
});

it('wants a title', () => {
  expect(faultsIn({ ...fields, title: '  ' })).toEqual({ title: 'must not be empty' });
});

it.each(['', '0024-01-01', '9999-12-31'])('takes the due day “%s”', (due) => {
  expect(faultsIn({ ...fields, due })).toEqual({});
});

it('takes no year of more than four digits, which is no date to a server', () => {
  expect(faultsIn({ ...fields, due: '12026-01-01' })).toEqual({
    due: 'must have a year of four digits',
  });
});

it('puts what the server found at the fields', () => {
  const fault = { path: 'dueAt', message: 'must be a date' };
  expect(faultsOf(refusal(fault))).toEqual({ due: 'must be a date' });
});

it('finds no field for a fault of something else', () => {
  expect(faultsOf(refusal({ path: 'title', message: 'x' }, { path: '', message: 'y' }))).toBe(
    undefined,
  );
  expect(faultsOf(troubleOf({ status: 400 }))).toBe(undefined);
});
