import { Api, policyName, tokenOf } from '../support/api.js';
import { KeyServer } from '../support/key-server.js';
import { createSigningKey } from '../support/signing-key.js';

let keyServer: KeyServer;
let api: Api;

beforeEach(async () => {
  keyServer = await KeyServer.start(policyName);
  api = await (await Api.start(keyServer)).whenReady();
});

afterEach(async () => {
  await api.close();
  await keyServer.down();
});

const fetches = () => keyServer.policy(policyName).fetches;
const statusFor = async (token: string) => (await api.call('/me', { token })).status;

it('fetches discovery and keys once, however many requests come', async () => {
  const token = tokenOf(keyServer);
  const statuses = await Promise.all(Array.from({ length: 50 }, () => statusFor(token)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(fetches()).toEqual({ discovery: 1, keys: 1 });
});

it('accepts a new key at once, with one more fetch for all who bring it', async () => {
  const policy = keyServer.policy(policyName);
  policy.keys.unshift(await createSigningKey('new'));
  const token = tokenOf(keyServer);
  const statuses = await Promise.all(Array.from({ length: 20 }, () => statusFor(token)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(fetches()).toEqual({ discovery: 1, keys: 2 });
});

it('asks once for any number of unknown keys, and goes on accepting good tokens', async () => {
  const unknown = Array.from({ length: 200 }, (_, index) =>
    statusFor(tokenOf(keyServer, { header: { kid: `unknown-${index}` } })),
  );
  expect(new Set(await Promise.all(unknown))).toEqual(new Set([401]));
  expect(await statusFor(tokenOf(keyServer))).toBe(200);
  expect(fetches().keys).toBe(2);
});

it('refuses a withdrawn key as soon as the provider has been asked again', async () => {
  const policy = keyServer.policy(policyName);
  const withdrawn = tokenOf(keyServer);
  expect(await statusFor(withdrawn)).toBe(200);
  policy.keys = [await createSigningKey('successor')];
  expect(await statusFor(tokenOf(keyServer))).toBe(200);
  expect(await statusFor(withdrawn)).toBe(401);
});

it('verifies with the new material when a key keeps its id', async () => {
  const policy = keyServer.policy(policyName);
  const [old] = policy.keys;
  const oldToken = tokenOf(keyServer);
  policy.keys = [await createSigningKey(old?.kid ?? ''), await createSigningKey('trigger')];
  const [, trigger] = policy.keys;
  const header = { kid: 'trigger' };
  expect(await statusFor(tokenOf(keyServer, { header, key: trigger?.privateKey }))).toBe(200);
  expect(await statusFor(tokenOf(keyServer))).toBe(200);
  expect(await statusFor(oldToken)).toBe(401);
});

it.each([
  ['too short', () => createSigningKey('weak', 1024).then(({ jwk }) => jwk)],
  ['for encryption', () => createSigningKey('weak').then(({ jwk }) => ({ ...jwk, use: 'enc' }))],
  [
    'for another algorithm',
    () => createSigningKey('weak').then(({ jwk }) => ({ ...jwk, alg: 'PS256' })),
  ],
  ['broken', () => Promise.resolve({ kid: 'weak', kty: 'RSA', n: '!', e: 'AQAB' })],
  ['a secret', () => Promise.resolve({ kid: 'weak', kty: 'oct', k: 'c2VjcmV0' })],
])('passes over a listed key that is %s', async (_, makeJwk) => {
  const policy = keyServer.policy(policyName);
  const [good] = policy.keys;
  const jwk = await makeJwk();
  policy.keysBehaviour = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [jwk, null, 7, good?.jwk] }));
  };
  expect(await statusFor(tokenOf(keyServer, { header: { kid: 'weak' } }))).toBe(401);
  expect(await statusFor(tokenOf(keyServer))).toBe(200);
});
