import { Api, policyName, tokenOf } from '../support/api.js';
import { KeyServer } from '../support/key-server.js';
import { createToken } from '../support/token-maker.js';

const edit = 'B2C_1_editprofile';
let keyServer: KeyServer;
let api: Api;

beforeEach(async () => {
  keyServer = await KeyServer.start(policyName, edit);
});

afterEach(async () => {
  await api.close();
  await keyServer.down();
});

/** Tries again until a condition holds; the test's own time limit ends it otherwise. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('while the provider cannot be reached from the start', () => {
  beforeEach(async () => {
    await keyServer.down();
    api = await Api.start(keyServer);
  });

  it('is alive, says what it misses, and is not ready', async () => {
    expect((await api.call('/health/live')).status).toBe(200);
    const ready = await api.call('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(ready.body['detail']).toBe('Missing: signing keys.');
  });

  it('answers a good token 503 with Retry-After in seconds and no challenge', async () => {
    const answer = await api.call('/me', { token: tokenOf(keyServer) });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  it.each([
    { aud: 'other' },
    { exp: 1 },
    { ver: '2.0' },
    { tfp: 'B2C_1_unlisted' },
    { sub: 1 },
    { cnf: {} },
  ])('still answers a token with %j 401: that can be told without keys', async (claims) => {
    const answer = await api.call('/me', { token: tokenOf(keyServer, { claims }) });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('recovers without a restart once the provider is back', async () => {
    const token = tokenOf(keyServer);
    await keyServer.up();
    await until(async () => (await api.call('/health/ready')).status === 200);
    expect((await api.call('/me', { token })).status).toBe(200);
  }, 30_000);
});

it('goes on accepting tokens of known keys while the provider is away', async () => {
  api = await (await Api.start(keyServer)).whenReady();
  const token = tokenOf(keyServer);
  await keyServer.down();
  expect((await api.call('/me', { token })).status).toBe(200);
  expect((await api.call('/health/ready')).status).toBe(200);
});

it('answers 503, not 401, for a key it has never seen while the provider is away', async () => {
  api = await (await Api.start(keyServer)).whenReady();
  await keyServer.down();
  const answer = await api.call('/me', { token: tokenOf(keyServer, { header: { kid: 'new' } }) });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
});

it('is not slowed by one policy whose keys hang, and says which is missing', async () => {
  keyServer.policy(edit).discoveryBehaviour = () => undefined;
  api = await Api.start(keyServer, { AUTH_POLICY_NAME: `${policyName},${edit}` });
  const token = tokenOf(keyServer);
  await until(async () => (await api.call('/me', { token })).status === 200);
  const ready = await api.call('/health/ready');
  expect(ready.body['detail']).toBe('Missing: signing keys.');
  expect((await api.call('/me', { token })).status).toBe(200);
  const other = await api.call('/me', { token: createToken(keyServer.policy(edit)) });
  expect(other.status).toBe(503);
}, 15_000);
