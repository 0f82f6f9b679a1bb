import { PublicClientApplication } from '@azure/msal-node';
import { defaultClientIds, demoUser, type PartialConfig } from '../src/index.js';
import { apiScope, authorizeUrl, read, requestToken } from './support/client.js';
import { networkClient } from './support/msal-network.js';
import { start } from './support/running-emulator.js';
import { trustingFetch } from './support/trusting-fetch.js';
import { Visitor } from 'test-support';

const policy = 'B2C_1_ROPC_Auth';
const config: PartialConfig = {
  policies: [
    { id: 'B2C_1_signupsignin', kind: 'sign-up-sign-in' },
    { id: policy, kind: 'ropc' },
  ],
};
const grant = {
  grant_type: 'password',
  username: demoUser.email,
  password: demoUser.password,
  scope: `openid offline_access ${apiScope('tasks.read')}`,
};

describe('the password grant', () => {
  it('brings tokens with a policy of kind ropc', async () => {
    const emulator = await start({ config });
    const { status, body } = await requestToken(emulator, grant, { policy });
    expect(status).toBe(200);
    expect(read(body['access_token']).claims).toMatchObject({
      tfp: policy,
      scp: 'tasks.read',
      azp: defaultClientIds.singlePage,
    });
    expect(read(body['id_token']).claims).toMatchObject({ tfp: policy });
    const next = await requestToken(
      emulator,
      { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) },
      { policy },
    );
    expect(next.status).toBe(200);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, policy, 'access_denied', 'AADB2C90225'],
    ['an unknown person', { username: 'a@b.example' }, policy, 'access_denied', 'AADB2C90225'],
    ['no password', { password: undefined }, policy, 'invalid_request', 'AADB2C90083'],
    ['no scope', { scope: undefined }, policy, 'invalid_request', 'AADB2C90010'],
    ['a wrong secret', { client_secret: 'wrong' }, policy, 'invalid_client', 'AADB2C90081'],
    ['a policy of another kind', {}, 'B2C_1_signupsignin', 'unsupported_grant_type', 'AADB2C90086'],
  ])('is refused with %s', async (_, change, at, error, code) => {
    const emulator = await start({ config });
    const { status, body } = await requestToken(emulator, { ...grant, ...change }, { policy: at });
    expect({ status, error: body['error'] }).toEqual({ status: 400, error });
    expect(body['error_description']).toContain(`${code}: `);
  });

  it('has no pages', async () => {
    const emulator = await start({ config });
    const { url } = await new Visitor({ within: emulator.httpOrigin }).open(
      authorizeUrl(emulator, {}, policy),
    );
    expect(url.searchParams.get('error')).toBe('unsupported_response_type');
  });

  it('is what MSAL asks for', async () => {
    const emulator = await start({ config, httpsPort: 0 });
    const authority = emulator.authority(policy);
    const client = new PublicClientApplication({
      auth: {
        clientId: defaultClientIds.singlePage,
        authority,
        knownAuthorities: [new URL(authority).host],
      },
      system: { networkClient: networkClient(trustingFetch(emulator.caCertificate)) },
    });
    const result = await client.acquireTokenByUsernamePassword({
      scopes: [apiScope('tasks.read')],
      username: demoUser.email,
      password: demoUser.password,
    });
    expect(read(result?.accessToken).claims).toMatchObject({ tfp: policy, scp: 'tasks.read' });
  });
});
