import { offline, troubleOf } from './trouble.js';

it('names the permission that is missing', () => {
  const challenge = 'Bearer realm="tasks", error="insufficient_scope", scope="tasks.write"';
  expect(troubleOf({ status: 403, challenge })).toMatchObject({
    kind: 'permission',
    tone: 'amber',
    message: expect.stringContaining('tasks.write') as string,
  });
});

it('says which field was not accepted', () => {
  const errors = [{ path: 'title', message: 'must not be empty' }];
  expect(troubleOf({ status: 400, problem: { errors } }).message).toBe('title: must not be empty');
});

it.each([
  [401, 'sign-in', 'amber', false],
  [404, 'gone', 'amber', false],
  [412, 'conflict', 'amber', false],
  [422, 'invalid', 'amber', false],
  [429, 'limit', 'amber', true],
  [500, 'unexpected', 'red', false],
  [502, 'unavailable', 'red', true],
  [503, 'unavailable', 'red', true],
] as const)('tells status %i as %s, in %s', (status, kind, tone, passes) => {
  expect(troubleOf({ status })).toMatchObject({ kind, tone, passes });
});

it('waits as long as the server asks', () => {
  expect(troubleOf({ status: 429, retryAfter: '42' }).retryAfterSeconds).toBe(42);
  expect(troubleOf({ status: 503, retryAfter: 'soon' }).retryAfterSeconds).toBeUndefined();
});

it('takes no answer for something that passes', () => {
  expect(offline('tasks').passes).toBe(true);
});
