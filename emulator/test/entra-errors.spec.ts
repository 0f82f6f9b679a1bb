import { defaultClientIds, type PartialConfig } from '../src/index.js';
import { protocolErrors } from '../src/protocol/index.js';
import { errorResponse } from '../src/products/entra.errors.js';
import { authorizeUrl, receiveCode, redeem, requestToken } from './support/client.js';
import { start } from './support/running-emulator.js';
import { Visitor } from 'test-support';

const config: PartialConfig = { provider: 'entra' };
const scope = `openid offline_access api://${defaultClientIds.api}/tasks.read`;

describe('an error response of Entra ID', () => {
  it('has its code, and says at the token endpoint what the service says', async () => {
    const emulator = await start({ config });
    const { status, body } = await requestToken(emulator, {
      grant_type: 'client_credentials',
      client_id: defaultClientIds.daemon,
      client_secret: 'wrong',
      scope: `api://${defaultClientIds.api}/.default`,
    });
    expect(status).toBe(401);
    const { error_description: description, ...rest } = body;
    expect(rest).toEqual({
      error: 'invalid_client',
      error_codes: [7000215],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: 'https://login.microsoftonline.com/error?code=7000215',
    });
    expect(description).toMatch(/^AADSTS7000215: /);
    expect(String(description).split('\r\n').slice(1)).toEqual([
      `Trace ID: ${rest['trace_id']}`,
      `Correlation ID: ${rest['correlation_id']}`,
      `Timestamp: ${rest['timestamp']}`,
    ]);
  });

  it('is 400 where the client has proved itself', async () => {
    const emulator = await start({ config });
    const grant = { grant_type: 'authorization_code', code: 'made-up' };
    expect(await requestToken(emulator, grant)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [70000] },
    });
  });

  it('tells a silent sign-in that nobody is signed in', async () => {
    const emulator = await start({ config });
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const { url } = await visitor.open(authorizeUrl(emulator, { scope, prompt: 'none' }));
    expect(url.searchParams.get('error')).toBe('login_required');
    expect(url.searchParams.get('error_description')).toMatch(/^AADSTS50058: /);
    expect([...url.searchParams.keys()].toSorted()).toEqual([
      'error',
      'error_description',
      'state',
    ]);
  });

  it('is a page where the redirect URI is not registered', async () => {
    const emulator = await start({ config });
    const redirect_uri = 'https://elsewhere.example/';
    const answer = await fetch(authorizeUrl(emulator, { redirect_uri }));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('AADSTS50011: ');
  });

  it('has a code of its own for all that B2C refuses and Entra ID can', () => {
    const { forgotPassword: _, ...shared } = protocolErrors;
    for (const make of Object.values(shared)) {
      const { description, details } = errorResponse(make('one', 'two', 'three'), Date.now());
      expect(details['error_codes']).not.toEqual([50000]);
      expect(description).not.toContain('AADB2C');
    }
  });
});

it.each<PartialConfig>([{ provider: 'entra' }, { provider: 'external-id' }])(
  'answers with the fields of %j, in its order',
  async (product) => {
    const emulator = await start({ config: product });
    const asked = product.provider === 'entra' ? { scope } : {};
    const { body } = await redeem(emulator, await receiveCode(emulator, asked), {
      client_info: '1',
    });
    expect(Object.keys(body).join(' ')).toBe(
      'token_type scope expires_in ext_expires_in access_token refresh_token refresh_token_expires_in id_token client_info',
    );
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600 });
  },
);

it('resets a forgotten password in place: there is no other policy to send anybody to', async () => {
  const emulator = await start({ config: { provider: 'external-id' } });
  const visitor = new Visitor({ within: emulator.httpOrigin });
  const page = await visitor.open(authorizeUrl(emulator));
  const reset = await visitor.follow(page, 'Forgot your password?');
  expect(reset.url.pathname).toMatch(/\/reset-password$/);
});
