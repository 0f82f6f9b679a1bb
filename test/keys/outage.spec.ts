import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { policyName, startProvider } from '../support/provider.js';
import { ScriptedProvider } from '../support/scripted-provider.js';
import { createToken } from '../support/token-maker.js';

let provider: TestProvider;
let api: Api;

beforeEach(async () => {
  provider = await startProvider();
});

afterEach(async () => {
  await api.close();
  await provider.close();
});

/** Tries again until a condition holds; the test's own time limit ends it otherwise. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('while the provider cannot be reached from the start', () => {
  beforeEach(async () => {
    provider.goDown();
    api = await Api.start(provider);
  });

  it('is alive, says what it misses, and is not ready', async () => {
    expect((await api.call('/health/live')).status).toBe(200);
    const ready = await api.call('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(ready.body['detail']).toBe('Missing: signing keys.');
  });

  it('answers a good token 503 with Retry-After in seconds and no challenge', async () => {
    const answer = await api.call('/me', { token: provider.token() });
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
    const answer = await api.call('/me', { token: provider.token({ claims }) });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('recovers without a restart once the provider is back', async () => {
    const token = await provider.token();
    provider.comeBack();
    await until(async () => (await api.call('/health/ready')).status === 200);
    expect((await api.call('/me', { token })).status).toBe(200);
  }, 30_000);
});

it('goes on accepting tokens of known keys while the provider is away', async () => {
  api = await (await Api.start(provider)).whenReady();
  const token = await provider.token();
  provider.goDown();
  expect((await api.call('/me', { token })).status).toBe(200);
  expect((await api.call('/health/ready')).status).toBe(200);
});

it('answers 503, not 401, for a key it has never seen while the provider is away', async () => {
  api = await (await Api.start(provider)).whenReady();
  provider.goDown();
  const answer = await api.call('/me', { token: provider.token({ header: { kid: 'new' } }) });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
});

it('is not slowed by one policy whose keys hang, and says which is missing', async () => {
  const edit = 'B2C_1_editprofile';
  const scripted = await ScriptedProvider.start(policyName, edit);
  scripted.policy(edit).discoveryBehaviour = () => undefined;
  api = await Api.start(scripted, { AUTH_POLICY_NAME: `${policyName},${edit}` });
  const token = createToken(scripted.policy());
  await until(async () => (await api.call('/me', { token })).status === 200);
  const ready = await api.call('/health/ready');
  expect(ready.body['detail']).toBe('Missing: signing keys.');
  expect((await api.call('/me', { token })).status).toBe(200);
  const other = await api.call('/me', { token: createToken(scripted.policy(edit)) });
  expect(other.status).toBe(503);
  await scripted.close();
}, 15_000);
