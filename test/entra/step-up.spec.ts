import { Api } from '../support/api.js';
import { EntraServer, modes } from '../support/entra-server.js';

let server: EntraServer;
beforeAll(async () => (server = await EntraServer.start('External ID')));
afterAll(() => server.stop());

async function start(environment: Readonly<Record<string, string>>) {
  const variables = { ...modes['External ID'].environment, ...environment };
  const api = await (await Api.start(server, variables)).whenReady();
  const send = (path: string, claims: Readonly<Record<string, unknown>>, method = 'DELETE') =>
    api.call(path, { method, token: server.token(claims), headers: { origin } });
  return { send, [Symbol.asyncDispose]: () => api.close() };
}

const origin = 'https://app.contoso.com';
const finished = '/tasks?status=done';

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
    expect((await api.send('/tasks?status=done', {}, 'GET')).status).toBe(200);
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
