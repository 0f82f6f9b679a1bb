import * as client from 'openid-client';
import { defaultClientIds, defaultSecrets, type Emulator } from '../../src/index.js';
import { apiScope, read, signIn } from '../support/client.js';
import { start } from '../support/running-emulator.js';
import { trustingFetch, type Fetch } from '../support/trusting-fetch.js';
import { Visitor } from 'test-support';

const redirectUri = 'http://localhost:5000/getAToken';
const scope = `openid offline_access ${apiScope('tasks.write')}`;

let emulator: Emulator;
let reach: Fetch;
beforeAll(async () => {
  emulator = await start({ httpsPort: 0 });
  reach = trustingFetch(emulator.caCertificate);
});

/** A configuration from metadata at hand: discovery would compare the issuer with the address. */
async function configuration(clientId: string, secret?: string): Promise<client.Configuration> {
  const metadata = (await (await reach(emulator.discoveryUrl())).json()) as client.ServerMetadata;
  const made = new client.Configuration(metadata, clientId, secret);
  made[client.customFetch] = reach;
  return made;
}

async function signedIn(config: client.Configuration, browser: Visitor) {
  const verifier = client.randomPKCECodeVerifier();
  const nonce = client.randomNonce();
  const state = client.randomState();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const { url } = await signIn(browser, await browser.open(address));
  return client.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: state,
    idTokenExpected: true,
  });
}

const visitor = () => new Visitor({ within: emulator.httpsOrigin ?? '', fetch: reach });

describe('openid-client', () => {
  it('signs in with code and PKCE, checking the ID token, and sends no scope to redeem the code', async () => {
    const config = await configuration(defaultClientIds.web, defaultSecrets.web);
    client.enableNonRepudiationChecks(config);
    const tokens = await signedIn(config, visitor());
    expect(tokens.claims()).toMatchObject({ tfp: 'B2C_1_signupsignin', iss: emulator.issuer });
    expect(read(tokens.access_token).claims).toMatchObject({ scp: 'tasks.write' });
    expect(tokens.expires_in).toBe(3600);
  });

  it('refreshes, and gets another refresh token each time', async () => {
    const config = await configuration(defaultClientIds.web, defaultSecrets.web);
    const { refresh_token: first = '' } = await signedIn(config, visitor());
    const { refresh_token: second = '' } = await client.refreshTokenGrant(config, first);
    expect(second).not.toBe(first);
    await expect(client.refreshTokenGrant(config, 'made-up')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('gets a token for the application itself', async () => {
    const config = await configuration(defaultClientIds.daemon, defaultSecrets.daemon);
    const tokens = await client.clientCredentialsGrant(config, { scope: apiScope('.default') });
    expect(read(tokens.access_token).claims).toMatchObject({ azp: defaultClientIds.daemon });
  });

  it('hears of a cancelled sign-in', async () => {
    const config = await configuration(defaultClientIds.web, defaultSecrets.web);
    const browser = visitor();
    const address = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope });
    const { url } = await browser.submit(await browser.open(address), 'cancel');
    await expect(client.authorizationCodeGrant(config, url)).rejects.toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADB2C90091'),
    });
  });

  it('takes the ID token and code of a hybrid response', async () => {
    const config = await configuration(defaultClientIds.web, defaultSecrets.web);
    client.useCodeIdTokenResponseType(config);
    const browser = visitor();
    const nonce = client.randomNonce();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope,
      nonce,
    });
    const { url } = await signIn(browser, await browser.open(address));
    const tokens = await client.authorizationCodeGrant(config, url, { expectedNonce: nonce });
    expect(tokens.claims()).toMatchObject({ tfp: 'B2C_1_signupsignin' });
  });

  it('builds a sign-out address that is honoured', async () => {
    const config = await configuration(defaultClientIds.web, defaultSecrets.web);
    const browser = visitor();
    const { id_token: idToken = '' } = await signedIn(config, browser);
    const { url } = await browser.open(
      client.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: 'http://localhost:5000/',
      }),
    );
    expect(url.href).toBe('http://localhost:5000/');
  });

  it('rejects strict discovery, as with B2C, unless the issuer names the policy', async () => {
    const discover = (target: Emulator, server: string) =>
      client.discovery(new URL(server), defaultClientIds.web, defaultSecrets.web, undefined, {
        [client.customFetch]: trustingFetch(target.caCertificate),
      });
    await expect(discover(emulator, `${emulator.authority()}/v2.0/`)).rejects.toThrow(
      'issuer does not match the expected issuer',
    );

    const named = await start({
      httpsPort: 0,
      config: { policies: [{ id: 'B2C_1_susi', kind: 'sign-up-sign-in', issuer: 'policy' }] },
    });
    const found = await discover(named, named.issuer);
    expect(found.serverMetadata().issuer).toBe(named.issuer);
  });
});
