import { Api } from '../support/api.js';
import { keyId } from '../support/provider.js';
import { ScriptedProvider, sendJson } from '../support/scripted-provider.js';
import { createSigningKey } from '../support/signing-key.js';
import { createToken, type Deviation } from '../support/token-maker.js';

let provider: ScriptedProvider;
let api: Api;

beforeEach(async () => {
  provider = await ScriptedProvider.start();
  api = await (await Api.start(provider)).whenReady();
});

afterEach(async () => {
  await api.close();
  await provider.close();
});

const token = (deviation?: Deviation) => createToken(provider.policy(), deviation);
const statusFor = async (text: string) => (await api.call('/me', { token: text })).status;

it('verifies with the new material when a key keeps its id', async () => {
  const old = token();
  const [replaced, trigger] = [await createSigningKey(keyId), await createSigningKey('trigger')];
  provider.policy().keys = [replaced, trigger];
  const header = { kid: 'trigger' };
  expect(await statusFor(token({ header, key: trigger.privateKey }))).toBe(200);
  expect(await statusFor(token())).toBe(200);
  expect(await statusFor(old)).toBe(401);
});

it('forgets what a key signed whose material was replaced under the same id', async () => {
  const old = token();
  expect(await statusFor(old)).toBe(200);
  provider.policy().keys = [await createSigningKey('trigger'), await createSigningKey(keyId)];
  expect(await statusFor(token())).toBe(200);
  expect(await statusFor(old)).toBe(401);
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
  const [good] = provider.policy().keys;
  provider.policy().keysBehaviour = sendJson({ keys: [await makeJwk(), null, 7, good.jwk] });
  expect(await statusFor(token({ header: { kid: 'weak' } }))).toBe(401);
  expect(await statusFor(token())).toBe(200);
});
