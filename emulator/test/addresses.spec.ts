import { request as httpsRequest } from 'node:https';
import { start } from './support/running-emulator.js';

const guid = 'c0a0c0a0-b2c0-4e00-8000-000000000001';

async function discovery(origin: string, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(origin + path);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

describe('addresses', () => {
  it.each([
    [
      'policy in the path',
      '/contoso.onmicrosoft.com/B2C_1_SignUpSignIn/v2.0/.well-known/openid-configuration',
      '/contoso.onmicrosoft.com/b2c_1_signupsignin/oauth2/v2.0/token',
    ],
    [
      'tenant as a GUID',
      `/${guid.toUpperCase()}/b2c_1_signupsignin/v2.0/.well-known/openid-configuration`,
      `/${guid}/b2c_1_signupsignin/oauth2/v2.0/token`,
    ],
    [
      'policy in the query',
      '/Contoso.onmicrosoft.com/V2.0/.well-known/openid-configuration?p=B2C_1_SIGNUPSIGNIN',
      '/contoso.onmicrosoft.com/oauth2/v2.0/token?p=b2c_1_signupsignin',
    ],
    [
      'tfp',
      '/TFP/contoso.onmicrosoft.com/B2C_1_signupsignin/v2.0/.well-known/openid-configuration',
      '/tfp/contoso.onmicrosoft.com/b2c_1_signupsignin/oauth2/v2.0/token',
    ],
  ])('are understood in any case and advertised in lower case: %s', async (_, path, token) => {
    const { httpOrigin } = await start();
    const document = await discovery(httpOrigin, path);
    expect(document['token_endpoint']).toBe(httpOrigin + token);
    const keys = await fetch(String(document['jwks_uri']));
    expect(keys.status).toBe(200);
  });

  it('lead to a discovery document with the fields of B2C and no others', async () => {
    const emulator = await start();
    const document = (await (await fetch(emulator.discoveryUrl())).json()) as Record<
      string,
      unknown
    >;
    expect(Object.keys(document)).toEqual([
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'end_session_endpoint',
      'jwks_uri',
      'response_modes_supported',
      'response_types_supported',
      'scopes_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
      'token_endpoint_auth_methods_supported',
      'claims_supported',
    ]);
    expect(document['claims_supported']).toEqual(
      expect.arrayContaining(['name', 'emails', 'tfp', 'iss', 'auth_time']),
    );
  });

  it('follow the scheme and host of the caller, while the issuer stays the HTTPS one', async () => {
    const emulator = await start({ httpsPort: 0 });
    const { httpOrigin, httpsOrigin = '', caCertificate } = emulator;
    const path =
      '/contoso.onmicrosoft.com/b2c_1_signupsignin/v2.0/.well-known/openid-configuration';
    const issuer = `${httpsOrigin}/${guid}/v2.0/`;
    expect(emulator.issuer).toBe(issuer);

    const plain = await discovery(httpOrigin.replace('localhost', '127.0.0.1'), path);
    expect(plain['issuer']).toBe(issuer);
    expect(String(plain['jwks_uri'])).toContain(httpOrigin.replace('localhost', '127.0.0.1'));

    const secure = JSON.parse(await getTrusting(caCertificate, httpsOrigin + path)) as typeof plain;
    expect(secure['issuer']).toBe(issuer);
    expect(String(secure['jwks_uri'])).toContain(`${httpsOrigin}/contoso.onmicrosoft.com/`);
  });

  it.each([
    '/contoso.onmicrosoft.com/b2c_1_unknown/v2.0/.well-known/openid-configuration',
    '/other.onmicrosoft.com/b2c_1_signupsignin/v2.0/.well-known/openid-configuration',
    '/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration',
    '/contoso.onmicrosoft.com/b2c_1_signupsignin/openid/v2.0/userinfo',
  ])('do not exist for what is not configured: %s', async (path) => {
    const { httpOrigin } = await start();
    expect((await fetch(httpOrigin + path)).status).toBe(404);
  });
});

function getTrusting(ca: string | undefined, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, { ca }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    });
    request.on('error', reject).end();
  });
}
