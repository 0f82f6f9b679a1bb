import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { fetchesOf, startProvider } from '../support/provider.js';

let provider: TestProvider;
let api: Api;

beforeEach(async () => {
  provider = await startProvider();
  api = await (await Api.start(provider)).whenReady();
});

afterEach(async () => {
  await api.close();
  await provider.close();
});

const fetches = () => fetchesOf(provider);
const statusFor = async (token: string | Promise<string>) =>
  (await api.call('/me', { token })).status;

it('fetches discovery and keys once, however many requests come', async () => {
  const token = await provider.token();
  const statuses = await Promise.all(Array.from({ length: 50 }, () => statusFor(token)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(fetches()).toEqual({ discovery: 1, keys: 1 });
});

it('accepts a new key at once, with one more fetch for all who bring it', async () => {
  await provider.rotateKeys();
  const token = await provider.token();
  const statuses = await Promise.all(Array.from({ length: 20 }, () => statusFor(token)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(fetches()).toEqual({ discovery: 1, keys: 2 });
});

it('asks once for any number of unknown keys, and goes on accepting good tokens', async () => {
  const unknown = Array.from({ length: 200 }, (_, index) =>
    statusFor(provider.token({ header: { kid: `unknown-${index}` } })),
  );
  expect(new Set(await Promise.all(unknown))).toEqual(new Set([401]));
  expect(await statusFor(provider.token())).toBe(200);
  expect(fetches().keys).toBe(2);
});

it('refuses a withdrawn key as soon as the provider has been asked again', async () => {
  const withdrawn = await provider.token();
  expect(await statusFor(withdrawn)).toBe(200);
  await provider.rotateKeys();
  expect(await statusFor(provider.token())).toBe(200);
  expect(await statusFor(withdrawn)).toBe(401);
});
