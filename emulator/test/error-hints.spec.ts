import { Visitor } from 'test-support';
import { defaultClientIds, type Emulator } from '../src/index.js';
import { address, apiScope, authorizeUrl, requestToken } from './support/client.js';
import { start } from './support/running-emulator.js';

const hintOf = (headers: Headers) => headers.get('x-local-emulator-hint');

async function refused(emulator: Emulator, params: Record<string, string>) {
  const response = await fetch(authorizeUrl(emulator, params), { redirect: 'manual' });
  return { hint: hintOf(response.headers), location: response.headers.get('location') ?? '' };
}

describe('an error names what would have worked', () => {
  let emulator: Emulator;
  beforeAll(async () => (emulator = await start()));

  it('the clients, for an unknown one, on the page', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const page = await visitor.open(authorizeUrl(emulator, { client_id: 'nobody' }));
    expect(page.text).toContain('AADB2C90018');
    expect(page.text).toContain(`<code>${defaultClientIds.web} (Web client)</code>`);
  });

  it('the redirect URIs, for one that is not registered', async () => {
    const { hint, location } = await refused(emulator, { redirect_uri: 'http://localhost:3000/x' });
    expect(hint).toBe(
      'Redirect URIs registered for "Single-page client", compared to the letter: ' +
        'http://localhost:3000, http://localhost:3000/',
    );
    // What the client gets is what the provider sends.
    expect(location).toMatch(/^http:\/\/localhost:3000\?/);
    expect(location).not.toContain('letter');

    const entra = await start({ config: { provider: 'entra' } });
    const visitor = new Visitor({ within: entra.httpOrigin });
    const url = `${entra.authority(undefined, 'http')}/oauth2/v2.0/authorize`;
    const page = await visitor.open(
      `${url}?client_id=${defaultClientIds.singlePage}&redirect_uri=http://localhost:1/`,
    );
    expect(page.text).toContain('AADSTS50011');
    expect(page.text).toContain('<code>http://localhost:3000/</code>');
  });

  it('the scopes, for one that is not there', async () => {
    const { hint } = await refused(emulator, { scope: 'openid tasks.read' });
    expect(hint).toContain(`${apiScope('tasks.read')}, ${apiScope('tasks.write')}`);
  });

  it('the setting, for tokens of the implicit flow', async () => {
    const { hint } = await refused(emulator, { response_type: 'id_token' });
    expect(hint).toContain('"implicit": { "idTokens": true }');
  });

  it.each([
    [{ client_id: 'nobody', grant_type: 'x' }, `${defaultClientIds.daemon} (Daemon client)`],
    [{ grant_type: 'device_code' }, 'authorization_code, refresh_token'],
    [{ grant_type: 'password', username: 'a', password: 'b' }, 'kind "ropc"'],
    [
      {
        client_id: defaultClientIds.daemon,
        client_secret: 'local-daemon-client-secret',
        grant_type: 'client_credentials',
        scope: apiScope('tasks.read'),
      },
      apiScope('.default'),
    ],
  ])('at the token endpoint, beside the body of the provider: %j', async (params, hint) => {
    const { headers, body } = await requestToken(emulator, params);
    expect(hintOf(headers)).toContain(hint);
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
  });

  it('the policies, for an address with another one', async () => {
    const url = address(emulator, 'authorize').replace('b2c_1_signupsignin', 'b2c_1_signin');
    const answer = await fetch(url);
    expect(answer.status).toBe(404);
    expect(hintOf(answer.headers)).toContain('B2C_1_signupsignin (sign-up-sign-in)');
    expect(await answer.json()).toEqual({
      error: 'not_found',
      message: 'Local emulator: nothing here',
    });

    const page = await fetch(url, { headers: { accept: 'text/html,*/*' } });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('<code>B2C_1_resetpassword (reset-password)</code>');
  });

  it('the discovery documents, for an address of no tenant', async () => {
    const answer = await fetch(`${emulator.httpOrigin}/fabrikam.onmicrosoft.com/oauth2/authorize`);
    expect(hintOf(answer.headers)).toContain(emulator.discoveryUrl(undefined, 'http'));
  });

  it('the policies, keys and tenants, for test code', async () => {
    expect(() => emulator.authority('B2C_1_x')).toThrow('there is B2C_1_signupsignin');
    expect(() => emulator.tenant('staff')).toThrow('there is b2c');
    await expect(emulator.issueTestToken({ user: 'nobody' })).rejects.toThrow(
      'no user "nobody": there is demo@contoso.example',
    );
  });
});
