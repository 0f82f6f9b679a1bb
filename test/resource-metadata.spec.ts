import { Api } from './support/api.js';
import { useRunningApi } from './support/running-api.js';

const running = useRunningApi();
const path = '/.well-known/oauth-protected-resource';
const prefix = 'https://contoso.onmicrosoft.com/11111111-1111-4111-8111-111111111111';

it('says what a client needs to get an access token', async () => {
  const { status, headers, body } = await running.api.call(path);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(body).toEqual({
    resource: 'http://localhost:8000',
    resource_name: 'Tasks API',
    resource_documentation: 'http://localhost:8000/docs',
    authorization_servers: [
      `${running.provider.origin}/contoso.onmicrosoft.com/B2C_1_signupsignin/v2.0`,
    ],
    scopes_supported: [`${prefix}/tasks.read`, `${prefix}/tasks.write`],
    bearer_methods_supported: ['header'],
  });
});

it('names a server where a discovery document is found', async () => {
  const { body } = await running.api.call<{ authorization_servers: string[] }>(path);
  for (const server of body.authorization_servers) {
    const answer = await fetch(`${server}/.well-known/openid-configuration`);
    expect(await answer.json()).toHaveProperty('jwks_uri');
  }
});

it('takes its address from the configuration, never from the request', async () => {
  const api = await Api.start(running.provider, { PUBLIC_URL: 'https://tasks.contoso.com' });
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const answer = await api.call(path, { headers });
  expect(answer.body['resource']).toBe('https://tasks.contoso.com');
  expect(JSON.stringify(answer.body)).not.toContain('evil');
  const refused = await api.call('/me', { headers });
  expect(refused.headers.get('www-authenticate')).toContain(
    `resource_metadata="https://tasks.contoso.com${path}"`,
  );
  await api.close();
});
