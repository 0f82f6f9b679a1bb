import { defaultClientIds, type Emulator } from '../src/index.js';
import { address, apiScope, authorizeUrl, receive, signIn, webClient } from './support/client.js';
import { start } from './support/running-emulator.js';
import { formsOf, Visitor, type Visit } from 'test-support';

let emulator: Emulator;
beforeAll(async () => (emulator = await start()));

function visit(params: Record<string, string | undefined>): Promise<Visit> {
  return new Visitor({ within: emulator.httpOrigin }).open(authorizeUrl(emulator, params));
}

describe('an authorize request', () => {
  it.each([
    ['no client', { client_id: undefined }, 'AADB2C90008'],
    ['an unknown client', { client_id: 'c0ffee00-0000-4000-8000-000000000000' }, 'AADB2C90018'],
    ['no redirect URI', { redirect_uri: undefined }, 'AADB2C90006'],
    [
      'an unregistered redirect URI of a client that has none',
      { client_id: defaultClientIds.daemon, redirect_uri: 'http://localhost:3001' },
      'AADB2C90006',
    ],
  ])('with %s is refused on a page, and nothing is sent anywhere', async (_, params, code) => {
    const page = await visit(params);
    expect(page.status).toBe(400);
    expect(page.text).toMatch(new RegExp(`${code}: .*Correlation ID: .*Timestamp: `, 's'));
  });

  it.each([
    ['an unregistered redirect URI', 'http://localhost:3001'],
    ['a longer redirect URI', 'http://localhost:3000/x'],
    ['a redirect URI in another case', 'http://LOCALHOST:3000'],
    ["another client's redirect URI", 'http://localhost:5000/'],
  ])('with %s is refused to a registered redirect URI of the client', async (_, redirectUri) => {
    const { url } = await visit({ redirect_uri: redirectUri });
    expect(url.origin + url.pathname).toBe('http://localhost:3000/');
    expect(url.searchParams.get('error')).toBe('redirect_uri_mismatch');
    expect(url.searchParams.get('error_description')).toMatch(/^AADB2C90006: /);
    expect(url.searchParams.get('state')).toBe('the-state');
    expect(url.searchParams.has('code')).toBe(false);
  });

  it.each([
    ['no response type', { response_type: undefined }, 'AADB2C90083'],
    ['an unknown response type', { response_type: 'code device' }, 'AADB2C90013'],
    ['an unknown response mode', { response_mode: 'pigeon' }, 'AADB2C90014'],
    ['no scope', { scope: undefined }, 'AADB2C90010'],
    ['an unknown scope', { scope: 'openid User.Read' }, 'AADB2C90117'],
    ['a scope the API does not expose', { scope: apiScope('tasks.burn') }, 'AADB2C90117'],
    ['only offline_access', { scope: 'offline_access' }, 'AADB2C90115'],
    [
      'scopes of two APIs',
      { scope: `${apiScope('tasks.read')} ${defaultClientIds.singlePage}` },
      'AADB2C90146',
    ],
    ['an unknown prompt', { prompt: 'perhaps' }, 'AADB2C90043'],
    ['an unknown challenge method', { code_challenge_method: 'S512' }, 'AADB2C90184'],
    ['no challenge from a single-page client', { code_challenge: undefined }, 'AADB2C99059'],
    [
      'an implicit response the client is not registered for',
      { response_type: 'id_token' },
      'AADB2C90057',
    ],
    [
      'an id_token but no openid',
      { ...webClient, response_type: 'id_token', scope: apiScope('tasks.read') },
      'AADB2C90110',
    ],
    [
      'an id_token but no nonce',
      { ...webClient, response_type: 'id_token', nonce: undefined },
      'AADB2C90083',
    ],
  ])('with %s is refused to the client', async (_, params, code) => {
    const { url } = await visit(params);
    const answer = url.hash ? new URLSearchParams(url.hash.slice(1)) : url.searchParams;
    expect(url.origin).toMatch(/^http:\/\/localhost:(3000|5000)$/);
    expect(answer.get('state')).toBe('the-state');
    expect(answer.get('error_description')).toMatch(
      new RegExp(`^${code}: .+\r\nCorrelation ID: .+\r\nTimestamp: .+Z\r\n$`),
    );
  });

  it('may ask for more than is permitted, and gets the rest', async () => {
    const limited = await start({
      config: {
        applications: emulator.config.applications.map((application) =>
          application.clientId === defaultClientIds.singlePage
            ? {
                ...application,
                permissions: [{ resource: defaultClientIds.api, scopes: ['tasks.read'] }],
              }
            : application,
        ),
      },
    });
    const both = await receive(limited);
    expect(both.has('code')).toBe(true);
    const neither = await new Visitor({ within: limited.httpOrigin }).open(
      authorizeUrl(limited, { scope: `openid ${apiScope('tasks.write')}` }),
    );
    expect(neither.url.searchParams.get('error_description')).toContain('AADB2C90205');
  });

  it('may carry parameters nobody knows, and PKCE for a client with a secret', async () => {
    const page = await visit({
      ...webClient,
      claims: '{}',
      clidata: '1',
      client_info: '1',
      'x-client-SKU': 'msal.js.node',
    });
    expect(page.url.pathname).toMatch(/\/sign-in$/);
  });

  it('may be a POST', async () => {
    const url = new URL(authorizeUrl(emulator));
    const page = await new Visitor({ within: emulator.httpOrigin }).open(
      address(emulator, 'authorize'),
      {
        method: 'POST',
        body: url.searchParams,
      },
    );
    expect(page.url.pathname).toMatch(/\/sign-in$/);
  });

  it('takes any port of a native client on loopback, as RFC 8252 asks', async () => {
    const native = await start({
      config: {
        applications: [
          {
            name: 'Native client',
            clientId: defaultClientIds.singlePage,
            redirectUris: { publicClient: ['http://localhost', 'msalapp://auth'] },
          },
        ],
      },
    });
    const answer = async (redirect_uri: string) => {
      const visitor = new Visitor({ within: native.httpOrigin });
      const page = await visitor.open(
        authorizeUrl(native, { redirect_uri, scope: 'openid', code_challenge: undefined }),
      );
      return page.status === 0 ? page.url.href : (await signIn(visitor, page)).url.href;
    };
    expect(await answer('http://localhost:51234')).toMatch(/^http:\/\/localhost:51234\/\?/);
    expect(await answer('msalapp://auth')).toMatch(/^msalapp:\/\/auth\?/);
    expect(await answer('http://localhost:51234/elsewhere')).toMatch(
      /^http:\/\/localhost\/\?.*error=redirect_uri_mismatch/,
    );
  });
});

describe('the answer to an authorize request', () => {
  it('comes in the fragment when asked for', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const page = await visitor.open(authorizeUrl(emulator, { response_mode: 'fragment' }));
    const { url } = await signIn(visitor, page);
    expect(url.search).toBe('');
    expect(url.hash).toMatch(/^#state=the-state&code=/);
  });

  it('comes as a form that sends itself when asked for', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const page = await visitor.open(
      authorizeUrl(emulator, { ...webClient, response_mode: 'form_post', state: '"><script>' }),
    );
    const posted = await signIn(visitor, page);
    const [form] = formsOf(posted.text);
    expect(form).toEqual({
      action: 'http://localhost:5000/getAToken',
      fields: { state: '"><script>', code: expect.any(String) },
    });
    expect(posted.text).not.toContain('"><script>');
    expect(posted.text).toContain('src="/assets/form-post.js"');
    const policy = posted.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).toMatch(/form-action [^;]*http:\/\/localhost:5000/);
  });
});
