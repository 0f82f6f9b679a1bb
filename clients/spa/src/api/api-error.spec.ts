import { apiErrorFrom, networkError } from './api-error.js';

it('names the permission that is missing', () => {
  const challenge = 'Bearer realm="tasks", error="insufficient_scope", scope="tasks.write"';
  expect(apiErrorFrom({ status: 403, challenge })).toMatchObject({
    kind: 'forbidden',
    severity: 'warning',
    message: expect.stringContaining('tasks.write') as string,
  });
});

it('reads the claims of a stronger sign-in from the challenge for it', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`;
  expect(apiErrorFrom({ status: 401, challenge })).toMatchObject({
    kind: 'step-up-required',
    claims,
  });
  const expired = 'Bearer realm="tasks", error="invalid_token"';
  expect(apiErrorFrom({ status: 401, challenge: expired })).toMatchObject({ kind: 'unauthorized' });
});

it('says which field was not accepted', () => {
  const errors = [{ path: 'title', message: 'must not be empty' }];
  expect(apiErrorFrom({ status: 400, problem: { errors } }).message).toBe(
    'title: must not be empty',
  );
});

it.each([
  [401, 'unauthorized', 'warning', false],
  [404, 'not-found', 'warning', false],
  [412, 'conflict', 'warning', false],
  [422, 'invalid', 'warning', false],
  [429, 'rate-limited', 'warning', true],
  [500, 'unexpected', 'error', false],
  [502, 'unavailable', 'error', true],
  [503, 'unavailable', 'error', true],
] as const)('tells status %i as %s, in %s', (status, kind, severity, retryable) => {
  expect(apiErrorFrom({ status })).toMatchObject({ kind, severity, retryable });
});

it('waits as long as the server asks', () => {
  expect(apiErrorFrom({ status: 429, retryAfter: '42' }).retryAfterSeconds).toBe(42);
  expect(apiErrorFrom({ status: 503, retryAfter: 'soon' }).retryAfterSeconds).toBeUndefined();
});

it('takes a missing response for something that may pass', () => {
  expect(networkError('tasks').retryable).toBe(true);
});
