import { AuthStatistics } from '../../src/auth/index.js';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { fetchesOf, policyName, startProvider } from '../support/provider.js';

let provider: TestProvider;
let api: Api;

beforeEach(async () => {
  provider = await startProvider();
  api = await (await Api.start(provider)).whenReady();
});

afterEach(async () => {
  jest.useRealTimers();
  await api.close();
  await provider.close();
});

const counts = () => api.nest.get(AuthStatistics).read();
const statusFor = async (token: string | Promise<string>, path = '/me') =>
  (await api.call(path, { token })).status;
const now = () => Math.floor(Date.now() / 1000);

/** Moves the clock on the wall and nothing else. */
function setClock(seconds: number): void {
  jest.useFakeTimers({ now: Date.now() + seconds * 1000, doNotFake: everythingButDate });
}

const everythingButDate = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const satisfies Parameters<typeof jest.useFakeTimers>[0] extends infer Options
  ? Options extends { doNotFake?: (infer Name)[] }
    ? Name[]
    : never
  : never;

it('verifies a token once and remembers it for the requests that follow', async () => {
  const token = await provider.token();
  const first = await api.call('/me', { token });
  const second = await api.call('/me', { token });
  expect(second.body).toEqual({ ...first.body });
  expect(counts().verifiedTokens).toEqual({ entries: 1, hits: 1, misses: 1, evictions: 0 });
});

it('tells tokens apart that differ in one character', async () => {
  const token = await provider.token();
  expect(await statusFor(token)).toBe(200);
  const changed = token.slice(0, -2) + (token.at(-2) === 'A' ? 'B' : 'A') + token.slice(-1);
  expect(await statusFor(changed)).toBe(401);
  expect(await statusFor(token)).toBe(200);
});

it('never remembers a refusal', async () => {
  const token = await provider.token({ claims: { aud: 'other' } });
  for (let time = 0; time < 3; time++) {
    expect(await statusFor(token)).toBe(401);
  }
  expect(counts().verifiedTokens).toMatchObject({ entries: 0, hits: 0, misses: 3 });
  expect(counts().refusals).toEqual([{ reason: 'audience', provider: 'b2c', count: 3 }]);
});

it('decides on scopes anew each time', async () => {
  const token = await provider.token({ claims: { scp: 'tasks.read' } });
  expect(await statusFor(token, '/tasks')).toBe(200);
  const write = await api.call('/tasks', { method: 'POST', token, body: { title: 'No' } });
  expect(write.status).toBe(403);
  expect(await statusFor(token, '/tasks')).toBe(200);
  expect(counts().refusals).toEqual([{ reason: 'insufficient_scope', provider: 'b2c', count: 1 }]);
});

it('refuses a remembered token once it has expired beyond the tolerance', async () => {
  const token = await provider.token({ claims: { exp: now() + 100 } });
  expect(await statusFor(token)).toBe(200);
  setClock(80);
  expect(await statusFor(token)).toBe(200);
  expect(counts().verifiedTokens.hits).toBe(1);
  setClock(90);
  expect(await statusFor(token)).toBe(401);
  expect(counts().refusals).toEqual([{ reason: 'expired', provider: 'b2c', count: 1 }]);
});

it('does not let the memory serve a token past its expiry, tolerated or not', async () => {
  const token = await provider.token({ claims: { exp: now() + 100 } });
  expect(await statusFor(token)).toBe(200);
  setClock(110);
  expect(await statusFor(token)).toBe(200);
  expect(counts().verifiedTokens.hits).toBe(0);
});

it('refuses a remembered token when the clock is set back to before it was valid', async () => {
  const token = await provider.token();
  expect(await statusFor(token)).toBe(200);
  setClock(-3600);
  expect(await statusFor(token)).toBe(401);
});

it('forgets what a withdrawn key signed', async () => {
  const token = await provider.token();
  expect(await statusFor(token)).toBe(200);
  expect(await statusFor(token)).toBe(200);
  await provider.rotateKeys();
  expect(await statusFor(provider.token())).toBe(200);
  expect(await statusFor(token)).toBe(401);
});

it('remembers on when keys were fetched again and are the same', async () => {
  const token = await provider.token();
  expect(await statusFor(token)).toBe(200);
  expect(await statusFor(provider.token({ header: { kid: 'unknown' } }))).toBe(401);
  expect(fetchesOf(provider).keys).toBe(2);
  const { hits } = counts().verifiedTokens;
  expect(await statusFor(token)).toBe(200);
  expect(counts().verifiedTokens.hits).toBe(hits + 1);
});

it('counts what happened to keys', async () => {
  expect(await statusFor(provider.token({ header: { kid: 'unknown' } }))).toBe(401);
  provider.goDown();
  expect(counts().keys.filter((keys) => keys.provider === 'b2c')).toEqual([
    {
      provider: 'b2c',
      keySet: policyName,
      usable: true,
      fetchesSucceeded: 2,
      fetchesFailed: 0,
      unknownKeys: 1,
      secondsSinceSuccess: 0,
    },
  ]);
  expect(counts().refusals).toEqual([{ reason: 'unknown_key', provider: 'b2c', count: 1 }]);
});
