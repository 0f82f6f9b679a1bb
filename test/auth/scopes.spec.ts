import { Api } from '../support/api.js';
import { challengeWith } from '../support/challenge.js';
import { audience, clientId } from '../support/provider.js';
import { expectAccepted, expectRefused, logLineOf } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();
const token = (claims: Record<string, unknown>) => running.provider.token({ claims });

const routes = [
  { method: 'GET', path: '/tasks', scope: 'tasks.read' },
  { method: 'GET', path: '/tasks/no-such-task', scope: 'tasks.read' },
  { method: 'HEAD', path: '/tasks', scope: 'tasks.read' },
  { method: 'POST', path: '/tasks', scope: 'tasks.write' },
  { method: 'PATCH', path: '/tasks/no-such-task', scope: 'tasks.write' },
  { method: 'DELETE', path: '/tasks/no-such-task', scope: 'tasks.write' },
];

describe.each(routes)('$method $path', ({ method, path, scope }) => {
  it.each([
    'openid profile',
    scope.toUpperCase(),
    `${scope}.all`,
    `x${scope}`,
    `https://contoso.onmicrosoft.com/11111111-1111-4111-8111-111111111111/${scope}`,
    scope.replace('.', ' '),
    `tasks.other\t${scope}`,
    `tasks.other,${scope}`,
  ])('refuses scp %j, naming what is needed, before it looks at anything else', async (scp) => {
    const answer = await running.api.call(path, { method, token: token({ scp }) });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe(
      challengeWith(
        running.provider,
        `error="insufficient_scope", scope="https://contoso.onmicrosoft.com/${audience}/${scope}"`,
      ),
    );
    expect(await logLineOf(running, answer)).toMatchObject({ refusal: 'insufficient_scope' });
  });

  it.each([scope, `openid ${scope}`, `${scope} offline_access`])(
    'lets scp %j pass',
    async (scp) => {
      const answer = await running.api.call(path, { method, token: token({ scp }) });
      expect([200, 400, 404]).toContain(answer.status);
    },
  );

  it('does not take a scope from anywhere but scp', async () => {
    const claims = { scp: 'openid', scope: scope, roles: [scope], scopes: [scope] };
    expect((await running.api.call(path, { method, token: token(claims) })).status).toBe(403);
  });
});

it('needs a valid token and no scope in particular for /me', () =>
  expectAccepted(running, token({ scp: 'openid' })));

it.each([undefined, null, '', ' ', ['tasks.read'], { 0: 'tasks.read' }, 7, true])(
  'takes a token with scp %j, which grants nothing, for no access token',
  (scp) => expectRefused(running, token({ scp }), 'no_permission'),
);

it('takes an ID token for the API’s own registration for no access token', () =>
  expectRefused(
    running,
    token({ scp: undefined, azp: undefined, roles: ['Tasks.Admin'], at_hash: 'x', auth_time: 1 }),
    'no_permission',
  ));

describe('FULL_ACCESS_SCOPE', () => {
  it('stands for every scope when it is set, and for none when it is not', async () => {
    const scp = 'user_impersonation';
    expect((await running.api.call('/tasks', { token: token({ scp }) })).status).toBe(403);

    const api = await Api.start(running.provider, { FULL_ACCESS_SCOPE: scp });
    await api.whenReady();
    const body = { title: 'Everything' };
    expect((await api.call('/tasks', { token: token({ scp }) })).status).toBe(200);
    expect((await api.call('/tasks', { method: 'POST', token: token({ scp }), body })).status).toBe(
      201,
    );
    expect((await api.call('/tasks', { token: token({ scp: 'tasks.read' }) })).status).toBe(200);
    expect((await api.call('/tasks', { token: token({ scp: 'USER_impersonation' }) })).status).toBe(
      403,
    );
    await api.close();
  });
});

describe('ALLOWED_CLIENTS', () => {
  let api: Api;
  beforeAll(async () => {
    const list = `${clientId.toUpperCase()}, 99999999-9999-4999-8999-999999999999`;
    api = await (await Api.start(running.provider, { ALLOWED_CLIENTS: list })).whenReady();
  });
  afterAll(() => api.close());

  it.each([
    { azp: clientId },
    { azp: undefined, appid: clientId },
    { azp: clientId, appid: clientId },
    { azp: '99999999-9999-4999-8999-999999999999' },
  ])('accepts %j', (claims) => expectAccepted({ ...running, api }, token(claims)));

  it.each([
    { azp: undefined },
    { azp: null },
    { azp: [clientId] },
    { azp: '33333333-3333-4333-8333-333333333333' },
    { azp: clientId, appid: '33333333-3333-4333-8333-333333333333' },
    { azp: '33333333-3333-4333-8333-333333333333', appid: clientId },
  ])('refuses %j', (claims) => expectRefused({ ...running, api }, token(claims), 'client'));
});
