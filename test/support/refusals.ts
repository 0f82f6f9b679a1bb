import type { TestProvider } from '../../src/auth/testing/index.js';
import type { Answer } from './api.js';
import { challengeWith } from './challenge.js';
import type { RunningApi } from './running-api.js';

/** An API, and of its provider what it takes to see that nothing was fetched. */
interface WatchedApi extends Pick<RunningApi, 'api'> {
  readonly provider: Pick<TestProvider, 'origin' | 'requests'>;
}

/** The line of the log that tells of an answered request. */
export async function logLineOf(
  { api }: Pick<RunningApi, 'api'>,
  answer: Answer,
): Promise<unknown> {
  const requestId = answer.headers.get('x-request-id');
  for (;;) {
    const line = api.log.find((entry) => entry['requestId'] === requestId);
    if (line) {
      return line;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * Expects that a token is refused exactly as any other bad token is, that the log says why, and that
 * nothing was fetched for it.
 *
 * @param reason the code in the log
 */
export async function expectRefused(
  running: WatchedApi,
  token: string | Promise<string>,
  reason: string,
): Promise<void> {
  const { api, provider } = running;
  const before = [...provider.requests];
  const answer = await api.call('/me', { token });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe(
    challengeWith(provider, 'error="invalid_token"'),
  );
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'Unauthorized. Access token is missing or invalid.',
    message: 'Unauthorized. Access token is missing or invalid.',
    requestId: answer.headers.get('x-request-id'),
  });
  expect(await logLineOf(running, answer)).toMatchObject({ refusal: reason, status: 401 });
  expect(provider.requests).toEqual(before);
}

/** Expects that a token is accepted. */
export async function expectAccepted(
  { api }: Pick<RunningApi, 'api'>,
  token: string | Promise<string>,
): Promise<void> {
  expect((await api.call('/me', { token })).status).toBe(200);
}
