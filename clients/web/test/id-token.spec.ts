import { decodeJwt } from 'jose';
import { defaultClientIds, type Emulator } from 'azure-ad-b2c-emulator';
import { freePort } from 'test-support';
import { replaceIdToken, ResponseProxy } from './support/response-proxy.js';
import { signIn, startB2cEmulator } from './support/full-stack.js';
import { environmentOf, WebClient } from './support/web-client.js';

let emulator: Emulator;
let provider: ResponseProxy;
let client: WebClient;

beforeAll(async () => {
  const port = await freePort();
  emulator = await startB2cEmulator(port);
  provider = await new ResponseProxy(emulator.httpOrigin).listen();
  const authorityHost = provider.origin;
  const endpoint = `${authorityHost}/`;
  client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
});
afterAll(async () => {
  await client.close();
  await provider.close();
  await emulator.close();
});

type Deviation = NonNullable<Parameters<Emulator['issueTestToken']>[0]>;

/** Signs in with an ID token that is valid except for the deviation. */
async function signInWith(deviation: Deviation) {
  provider.transform = replaceIdToken((idToken) =>
    emulator.issueTestToken({
      kind: 'id',
      client: defaultClientIds.web,
      nonce: String(decodeJwt(idToken)['nonce']),
      ...deviation,
    }),
  );
  return (await signIn(client)).page;
}

const seconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead;

it('signs in with a valid ID token that the test signed', async () => {
  expect((await signInWith({})).text).toContain('Hello, <bdi>Demo Person');
});

it.each<[threat: string, deviation: Deviation]>([
  ['another nonce', { nonce: 'of another sign-in' }],
  ['no nonce', { nonce: undefined, dropClaims: ['nonce'] }],
  ['another policy of the tenant', { policy: 'B2C_1_editprofile' }],
  ['the policy of a password reset', { policy: 'B2C_1_resetpassword' }],
  ['a policy that only begins the same', { claims: { tfp: 'B2C_1_signupsignin2' } }],
  ['no policy', { dropClaims: ['tfp'] }],
  ['two policies that differ', { claims: { acr: 'B2C_1_editprofile' } }],
  ['another audience', { claims: { aud: defaultClientIds.singlePage } }],
  ['the API as audience', { claims: { aud: defaultClientIds.api } }],
  ['two audiences', { claims: { aud: [defaultClientIds.web, defaultClientIds.api] } }],
  ['another issuer', { claims: { iss: 'https://evil.example/v2.0/' } }],
  ['the issuer of another tenant', { claims: { iss: 'https://localhost:8443/other/v2.0/' } }],
  ['no issuer', { dropClaims: ['iss'] }],
  ['an expiry in the past', { expiresInSeconds: -120 }],
  ['no expiry', { dropClaims: ['exp'] }],
  ['a start in the future', { claims: { nbf: seconds(600) } }],
  ['an issue time in the future', { claims: { iat: seconds(600) } }],
  ['an issue time long ago', { claims: { iat: seconds(-3_000) } }],
  ['a signature of a key that was never published', { key: 'foreign' }],
  ['a key id that nobody knows', { header: { kid: 'made-up' } }],
  ['no algorithm', { header: { alg: 'none' } }],
  ['an algorithm that takes the public key for a secret', { header: { alg: 'HS256' } }],
  ['nobody it is about', { dropClaims: ['sub', 'oid'] }],
])('refuses an ID token with %s', async (_threat, deviation) => {
  const page = await signInWith(deviation);
  expect(page.status).toBe(400);
  expect(page.text).toContain('Sign-in could not be completed');
  expect(page.text).toContain('Signed out');
});

it('takes the policy in any case, and from acr where there is no tfp', async () => {
  const lower = await signInWith({ claims: { tfp: 'b2c_1_SIGNUPSIGNIN' } });
  expect(lower.text).toContain('Hello, <bdi>Demo Person');
  const old = await signInWith({ dropClaims: ['tfp'], claims: { acr: 'b2c_1_signupsignin' } });
  expect(old.text).toContain('Hello, <bdi>Demo Person');
});

it('follows a change of signing keys', async () => {
  await emulator.rotateKeys();
  expect((await signInWith({ key: 'current' })).text).toContain('Hello, <bdi>Demo Person');
});
