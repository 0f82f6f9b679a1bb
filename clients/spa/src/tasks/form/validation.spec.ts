import { apiErrorFrom, type FieldProblem } from '../../api/index.js';
import { emptyFields } from './task-fields.js';
import { fieldErrorsOf, validate } from './validation.js';

const fields = { ...emptyFields, title: 'Plants' };
const refusal = (...errors: readonly FieldProblem[]) =>
  apiErrorFrom({ status: 400, problem: { errors } });

it('counts characters as the server does: an emoji is one', () => {
  const longest = { title: '🪴'.repeat(200), description: '🪴'.repeat(4_000) };
  expect(validate({ ...fields, ...longest })).toEqual({});
  const tooLong = { title: '🪴'.repeat(201), description: '🪴'.repeat(4_001) };
  expect(validate({ ...fields, ...tooLong })).toEqual({
    title: 'must have 200 characters at most',
    description: 'must have 4000 characters at most',
  });
});

it('wants a title', () => {
  expect(validate({ ...fields, title: '  ' })).toEqual({ title: 'must not be empty' });
});

it.each(['', '0024-01-01', '9999-12-31'])('takes the due day “%s”', (due) => {
  expect(validate({ ...fields, due })).toEqual({});
});

it('takes no year of more than four digits, which is no date to a server', () => {
  expect(validate({ ...fields, due: '12026-01-01' })).toEqual({
    due: 'must have a year of four digits',
  });
});

it('puts the errors of the API at the fields', () => {
  const problem = { path: 'dueAt', message: 'must be a date' };
  expect(fieldErrorsOf(refusal(problem))).toEqual({ due: 'must be a date' });
});

it('finds no field for an error of something else', () => {
  expect(fieldErrorsOf(refusal({ path: 'title', message: 'x' }, { path: '', message: 'y' }))).toBe(
    undefined,
  );
  expect(fieldErrorsOf(apiErrorFrom({ status: 400 }))).toBe(undefined);
});
