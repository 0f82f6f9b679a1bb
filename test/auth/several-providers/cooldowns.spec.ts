import type { ServerResponse } from 'node:http';
import { policyName, type Api } from '../../support/api.js';
import { createSigningKey, type SigningKey } from '../../support/signing-key.js';
import { providerNames, ThreeProviders, type ProviderName } from '../../support/three-providers.js';

const three = ThreeProviders.use();
let api: Api;

beforeEach(async () => {
  // A cooldown lasts 30 s: each test has an API of its own.
  api = await (await three.startApi()).whenAllKeysAreThere();
});
afterEach(() => api.close());

const statusOf = async (token: string) => (await api.call('/me', { token })).status;
const unknownKeys = (provider: ProviderName, count: number) =>
  Array.from({ length: count }, (_, index) =>
    three.token(provider, {}, { ...three.keyOf(provider), kid: `unknown-${index}` }),
  );

/** How often a provider was asked for its keys. */
function keyFetches(provider: ProviderName): number {
  const server = { staff: three.entra, 'new-customers': three.externalId };
  return provider === 'customers'
    ? three.b2c.policy(policyName).fetches.keys
    : server[provider].fetches.filter((path) => path.includes('/discovery/v2.0/keys')).length;
}

/** Makes a provider sign with a new key, beside the one that it had. */
function add(provider: ProviderName, key: SigningKey): void {
  if (provider === 'customers') {
    three.b2c.policy(policyName).keys.unshift(key);
  } else {
    const server = provider === 'staff' ? three.entra : three.externalId;
    server.keys.unshift({ ...server.keys[0], key });
  }
}

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
      add(other, await createSigningKey(`new-of-${other}-after-${flooded}`));
      expect(await statusOf(three.token(other))).toBe(200);
      expect(since(other)).toBe(1);
    }
    // Its own cooldown holds: the next unknown key of the flooded one is not asked for.
    expect(await statusOf(unknownKeys(flooded, 1)[0] ?? '')).toBe(401);
    expect(since(flooded)).toBe(1);
  },
);

it('keys that are never answered keep only the token waiting that needs them', async () => {
  const policy = three.b2c.policy(policyName);
  const unanswered: ServerResponse[] = [];
  policy.keysBehaviour = (_request, response) => void unanswered.push(response);
  let answered = false;
  const waiting = statusOf(unknownKeys('customers', 1)[0] ?? '').finally(() => {
    answered = true;
  });
  while (unanswered.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // Its own tokens with a known key, and those of the others with a new one.
  expect(await statusOf(three.token('customers'))).toBe(200);
  for (const other of ['staff', 'new-customers'] as const) {
    add(other, await createSigningKey(`new-of-${other}-meanwhile`));
    expect(await statusOf(three.token(other))).toBe(200);
  }
  expect(answered).toBe(false);
  unanswered.forEach((response) => response.destroy());
  policy.keysBehaviour = undefined;
  expect(await waiting).toBe(503);
});
