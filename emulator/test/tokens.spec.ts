import { defaultClientIds, defaultConfig } from '../src/index.js';
import { apiScope, read, receive, receiveCode, redeem, requestToken } from './support/client.js';
import { start } from './support/running-emulator.js';

const demoId = 'de30de30-0000-4000-8000-000000000001';

describe('tokens', () => {
  it('has an access token with the claims of B2C, in its order', async () => {
    const emulator = await start();
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const { header, claims } = read(body['access_token']);
    expect(JSON.stringify(header)).toMatch(/^\{"alg":"RS256","kid":"[\w-]{43}","typ":"JWT"\}$/);
    const now = claims['iat'] as number;
    expect(Object.entries(claims)).toEqual([
      ['iss', 'https://localhost:8443/c0a0c0a0-b2c0-4e00-8000-000000000001/v2.0/'],
      ['exp', now + 3600],
      ['nbf', now],
      ['aud', defaultClientIds.api],
      ['oid', demoId],
      ['sub', demoId],
      ['name', 'Demo Person'],
      ['given_name', 'Demo'],
      ['family_name', 'Person'],
      ['emails', ['demo@contoso.example']],
      ['tfp', 'B2C_1_signupsignin'],
      ['nonce', 'the-nonce'],
      ['scp', 'tasks.read tasks.write'],
      ['azp', defaultClientIds.singlePage],
      ['ver', '1.0'],
      ['iat', now],
    ]);
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(5);
  });

  it('has an ID token with the claims of B2C, in its order', async () => {
    const emulator = await start();
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const { claims } = read(body['id_token']);
    expect(Object.keys(claims).join(' ')).toBe(
      'exp nbf ver iss sub aud nonce iat auth_time oid name given_name family_name emails tfp at_hash',
    );
    expect(claims).toMatchObject({
      aud: defaultClientIds.singlePage,
      sub: demoId,
      oid: demoId,
      nonce: 'the-nonce',
    });
  });

  it('answers with the fields of B2C, in its order', async () => {
    const emulator = await start();
    const { body, headers } = await redeem(emulator, await receiveCode(emulator), {
      client_info: '1',
    });
    expect(Object.keys(body).join(' ')).toBe(
      'access_token id_token token_type not_before expires_in expires_on resource id_token_expires_in profile_info scope refresh_token refresh_token_expires_in client_info',
    );
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      resource: defaultClientIds.api,
      id_token_expires_in: 3600,
      scope: `${apiScope('tasks.read')} ${apiScope('tasks.write')} offline_access openid`,
      refresh_token_expires_in: 86_400,
    });
    expect(body['expires_on']).toBe((body['not_before'] as number) + 3600);
    expect(decode(body['client_info'])).toEqual({
      uid: `${demoId}-b2c_1_signupsignin`,
      utid: 'c0a0c0a0-b2c0-4e00-8000-000000000001',
    });
    expect(decode(body['profile_info'])).toMatchObject({ ver: '1.0', name: 'Demo Person' });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('are all issued at one time, though time passes meanwhile', async () => {
    let time = Date.now();
    const emulator = await start({ now: () => (time += 1000) });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    expect(read(body['access_token']).claims).toMatchObject({
      nbf: body['not_before'],
      exp: body['expires_on'],
    });
    expect(read(body['id_token']).claims['iat']).toBe(body['not_before']);
    expect(body['refresh_token_expires_in']).toBe(24 * 3600);
  });

  it('has no access token when only openid is asked for', async () => {
    const emulator = await start();
    const { body } = await redeem(emulator, await receiveCode(emulator, { scope: 'openid' }));
    expect(Object.keys(body).join(' ')).toBe(
      'id_token token_type not_before id_token_expires_in profile_info scope',
    );
    expect(body['scope']).toBe('openid');
  });

  it('is for the client itself when its own id is the scope', async () => {
    const emulator = await start();
    const scope = `openid ${defaultClientIds.singlePage}`;
    const { body } = await redeem(emulator, await receiveCode(emulator, { scope }));
    const { claims } = read(body['access_token']);
    expect(claims['aud']).toBe(defaultClientIds.singlePage);
    expect(claims).not.toHaveProperty('scp');
  });

  it('carries what the policy says: issuer form, policy claim, lifetimes, claims', async () => {
    const emulator = await start({
      config: {
        policies: [
          {
            id: 'B2C_1A_Custom',
            kind: 'sign-up-sign-in',
            claims: ['city', 'idp', 'extension_Level'],
            issuer: 'policy',
            policyClaim: 'acr',
            lifetimes: { accessTokenMinutes: 5, idTokenMinutes: 7 },
          },
        ],
        users: [
          {
            email: 'demo@contoso.example',
            password: 'Demo-pass-1',
            attributes: { city: 'Oslo', name: 'Not Told', extension_Level: 3 },
            idp: 'google.com',
          },
        ],
      },
    });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const { claims } = read(body['access_token']);
    expect(claims).toMatchObject({
      iss: 'https://localhost:8443/tfp/c0a0c0a0-b2c0-4e00-8000-000000000001/b2c_1a_custom/v2.0/',
      acr: 'B2C_1A_Custom',
      city: 'Oslo',
      idp: 'google.com',
      extension_Level: 3,
    });
    expect(claims).not.toHaveProperty('tfp');
    expect(claims).not.toHaveProperty('name');
    expect(body).toMatchObject({ expires_in: 300, id_token_expires_in: 420 });
  });

  it('goes straight to the client with response type "id_token", bound to the code beside it', async () => {
    const emulator = await start();
    const params = await receive(emulator, {
      client_id: defaultClientIds.web,
      redirect_uri: 'http://localhost:5000/getAToken',
      response_type: 'code id_token',
    });
    const { claims } = read(params.get('id_token'));
    expect(claims).toMatchObject({ aud: defaultClientIds.web, c_hash: expect.any(String) });
    expect(params.get('state')).toBe('the-state');
  });
});

describe('an implicit response', () => {
  it('brings both tokens in the fragment to a client that is registered for it', async () => {
    const emulator = await start({
      config: {
        applications: defaultConfig.applications.map((application) => ({
          ...application,
          implicit: { accessTokens: true, idTokens: true },
        })),
      },
    });
    const params = await receive(emulator, { response_type: 'id_token token' });
    expect([...params.keys()]).toEqual([
      'state',
      'access_token',
      'token_type',
      'expires_in',
      'scope',
      'id_token',
    ]);
    expect(read(params.get('access_token')).claims).toMatchObject({ aud: defaultClientIds.api });
    expect(read(params.get('id_token')).claims).toMatchObject({ at_hash: expect.any(String) });
  });
});

describe('client credentials', () => {
  const daemon = {
    grant_type: 'client_credentials',
    client_id: defaultClientIds.daemon,
    client_secret: 'local-daemon-client-secret',
    scope: apiScope('.default'),
  };

  it('gives an application token whose app roles stand in scp', async () => {
    const emulator = await start();
    const { body } = await requestToken(emulator, daemon, { policy: 'B2C_1_editprofile' });
    expect(Object.keys(body).join(' ')).toBe(
      'access_token token_type not_before expires_in expires_on resource',
    );
    const { claims } = read(body['access_token']);
    expect(Object.keys(claims).join(' ')).toBe('iss exp nbf aud sub tfp scp azp ver iat');
    expect(claims).toMatchObject({
      aud: defaultClientIds.api,
      azp: defaultClientIds.daemon,
      scp: 'Tasks.Read.All Tasks.ReadWrite.All',
      tfp: 'B2C_1_editprofile',
    });
  });

  it.each([
    ['without a secret', { client_secret: undefined }, 'invalid_request', 'AADB2C90079'],
    ['with a wrong secret', { client_secret: 'wrong' }, 'invalid_client', 'AADB2C90081'],
    ['without a scope', { scope: undefined }, 'invalid_request', 'AADB2C90010'],
    ['for a scope by name', { scope: apiScope('tasks.read') }, 'invalid_request', 'AADB2C99068'],
    ['for an unknown API', { scope: apiScope('x/.default') }, 'invalid_request', 'AADB2C90117'],
    [
      'for a client without application permissions',
      { client_id: defaultClientIds.web, client_secret: 'local-web-client-secret' },
      'invalid_request',
      'AADB2C90205',
    ],
  ])('is refused %s', async (_, change, error, code) => {
    const emulator = await start();
    const { status, body } = await requestToken(emulator, { ...daemon, ...change });
    expect({ status, error: body['error'] }).toEqual({ status: 400, error });
    expect(body['error_description']).toMatch(
      new RegExp(
        `^${code}: .+\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ\r\n$`,
      ),
    );
  });
});

function decode(value: unknown): unknown {
  return JSON.parse(Buffer.from(String(value), 'base64url').toString());
}
