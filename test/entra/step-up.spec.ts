import { createTestProvider, type TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';

const tenantId = '33333333-3333-4333-8333-333333333333';
let provider: TestProvider;
beforeAll(async () => (provider = await createTestProvider({ kind: 'external-id', tenantId })));
afterAll(() => provider.close());

async function start(environment: Readonly<Record<string, string>>) {
  const variables = { IDENTITY_PROVIDER: 'external-id', TENANT_ID: tenantId, ...environment };
  const api = await (await Api.start(provider, variables)).whenReady();
  const send = async (
    path: string,
    claims: Readonly<Record<string, unknown>>,
    method = 'DELETE',
  ) => {
    const token = await provider.token({ scopes: ['tasks.read', 'tasks.write'], claims });
    return api.call(path, { method, token, headers: { origin } });
  };
  return { send, [Symbol.asyncDispose]: () => api.close() };
}

const origin = 'https://app.contoso.com';
const finished = '/finished-tasks';

it('requires nothing more of those who delete all that is finished, unless it is configured', async () => {
  await using api = await start({});
  expect((await api.send(finished, {})).status).toBe(200);
});

describe('with STEP_UP_CONTEXT', () => {
  const variables = { STEP_UP_CONTEXT: 'c7', CORS_ORIGINS: origin };

  it('requires the context of those who delete all that is finished, and of nobody else', async () => {
    await using api = await start(variables);
    expect((await api.send(finished, { acrs: ['c7'] })).status).toBe(200);
    const one = '/tasks/0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11';
    expect((await api.send(one, {})).status).toBe(404);
    expect((await api.send('/tasks', {}, 'GET')).status).toBe(200);
    expect((await api.send(finished, { acrs: ['c1'] })).status).toBe(403);
  });

  it('tells a page how to ask for it', async () => {
    await using api = await start(variables);
    const answer = await api.send(finished, { xms_cc: ['cp1'] });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
    const challenge = answer.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_claims"');
    const [, claims = ''] = /claims="([^"]+)"/.exec(challenge) ?? [];
    expect(atob(claims)).toBe('{"access_token":{"acrs":{"essential":true,"value":"c7"}}}');
  });
});
