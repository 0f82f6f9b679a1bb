import type { ServerResponse } from 'node:http';
import type { Api } from '../../support/api.js';
import { fetchesOf } from '../../support/provider.js';
import { ScriptedProvider } from '../../support/scripted-provider.js';
import { createToken } from '../../support/token-maker.js';
import { providerNames, ThreeProviders, type ProviderName } from '../../support/three-providers.js';

const three = ThreeProviders.use();
let api: Api;

beforeEach(async () => {
  // A cooldown lasts 30 s: each test has an API of its own.
  api = await (await three.startApi()).whenAllKeysAreThere();
});
afterEach(() => api.close());

const statusOf = async (token: string | Promise<string>) =>
  (await api.call('/me', { token })).status;
const unknownKeys = (provider: ProviderName, count: number) =>
  Array.from({ length: count }, (_, index) =>
    three.token(provider, {}, { kid: `unknown-${index}` }),
  );

const keyFetches = (provider: ProviderName) => fetchesOf(three.providers[provider]).keys;

it.each(providerNames)(
  'unknown keys of %s make nobody ask another provider, and take no new key from it',
  async (flooded) => {
    const others = providerNames.filter((name) => name !== flooded);
    const before = new Map(providerNames.map((name) => [name, keyFetches(name)]));
    const since = (name: ProviderName) => keyFetches(name) - (before.get(name) ?? 0);
    const statuses = await Promise.all(unknownKeys(flooded, 60).map(statusOf));
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(providerNames.map((name) => [name, since(name)])).toEqual(
      providerNames.map((name) => [name, name === flooded ? 1 : 0]),
    );

    for (const other of others) {
      await three.providers[other].rotateKeys();
      expect(await statusOf(three.token(other))).toBe(200);
      expect(since(other)).toBe(1);
    }
    // Its own cooldown holds: the next unknown key of the flooded one is not asked for.
    expect(await statusOf(three.token(flooded, {}, { kid: 'unknown' }))).toBe(401);
    expect(since(flooded)).toBe(1);
  },
);

it('keys that are never answered keep only the token waiting that needs them', async () => {
  const scripted = await ScriptedProvider.start();
  const policy = scripted.policy();
  const stalled = await three.startApi({ CUSTOMERS_AUTHORITY_HOST: scripted.origin });
  await stalled.whenAllKeysAreThere();
  const statusAt = async (token: string | Promise<string>) =>
    (await stalled.call('/me', { token })).status;
  const unanswered: ServerResponse[] = [];
  policy.keysBehaviour = (_request, response) => void unanswered.push(response);
  let answered = false;
  const unknown = createToken(policy, { header: { kid: 'unknown' } });
  const waiting = statusAt(unknown).finally(() => {
    answered = true;
  });
  while (unanswered.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // Its own tokens with a known key, and those of the others with a new one.
  expect(await statusAt(createToken(policy))).toBe(200);
  for (const other of ['staff', 'new-customers'] as const) {
    await three.providers[other].rotateKeys();
    expect(await statusAt(three.token(other))).toBe(200);
  }
  expect(answered).toBe(false);
  unanswered.forEach((response) => response.destroy());
  expect(await waiting).toBe(503);
  await stalled.close();
  await scripted.close();
});
