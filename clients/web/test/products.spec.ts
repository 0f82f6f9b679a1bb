import {
  defaultClientIds,
  defaultConfig,
  defaultSecrets,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import { decodeJwt } from 'jose';
import { freePort, Visitor } from 'test-support';
import { Api } from '../../../test/support/api.js';
import { cookieName, signIn } from './support/full-stack.js';
import { replaceIdToken, ResponseProxy } from './support/response-proxy.js';
import { WebClient } from './support/web-client.js';

const tenantId = defaultConfig.tenant.id;
const otherTenant = '77777777-7777-4777-8777-777777777777';

const products = [
  ['entra', 'https://localhost:8443', 'api:/'],
  ['external-id', `https://${tenantId}.ciamlogin.com`, 'https://contoso.onmicrosoft.com'],
] as const;

describe.each(products)('with IDENTITY_PROVIDER=%s', (kind, issuerOrigin, apps) => {
  let emulator: Emulator;
  let proxy: ResponseProxy;
  let api: Api;
  let client: WebClient;

  beforeAll(async () => {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    emulator = await startEmulator({
      config: {
        provider: kind,
        // Access tokens that are refreshed at every call, see `AccessTokenService`.
        policies: [
          {
            id: 'B2C_1_signupsignin',
            kind: 'sign-up-sign-in',
            lifetimes: { accessTokenMinutes: 5 },
          },
        ],
        applications: defaultConfig.applications.map((application) =>
          application.clientId === defaultClientIds.web
            ? {
                ...application,
                // Listed only for this client: the keys must be asked for with its id.
                ownSigningKey: true,
                redirectUris: { web: [`${origin}/getAToken`, `${origin}/`] },
              }
            : application,
        ),
      },
    });
    proxy = await new ResponseProxy(emulator.httpOrigin).listen();
    api = await Api.start(
      { origin: proxy.origin },
      { IDENTITY_PROVIDER: kind, TENANT_ID: tenantId, APP_CLIENT_ID: defaultClientIds.api },
    );
    await api.whenReady();
    const scope = `${apps}/${defaultClientIds.api}`;
    client = await WebClient.start({
      IDENTITY_PROVIDER: kind,
      TENANT_ID: tenantId.toUpperCase(),
      ...(kind === 'external-id' && { TENANT_NAME: 'contoso' }),
      CLIENT_ID: defaultClientIds.web,
      CLIENT_SECRET: defaultSecrets.web,
      AUTHORITY_HOST: proxy.origin,
      REDIRECT_URI: `${origin}/getAToken`,
      ENDPOINT: `${api.origin}/tasks`,
      SCOPE: `${scope}/tasks.read ${scope}/tasks.write`,
      SESSION_SECRET: 'a secret of the tests and of nothing else',
      RATE_LIMIT_PER_IP: 'off',
      HOST: '127.0.0.1',
      PORT: String(port),
    });
  });
  afterAll(async () => {
    await client.close();
    await api.close();
    await proxy.close();
    await emulator.close();
  });
  afterEach(() => {
    proxy.transform = (response) => response;
  });

  it('signs in, and shows the claims of its ID token', async () => {
    const { page } = await signIn(client, undefined, '/auth/token_details');
    expect(page.url.pathname).toBe('/auth/token_details');
    expect(page.text).toContain(`<bdi>${issuerOrigin}/${tenantId}/v2.0</bdi>`);
    expect(page.text).toMatch(/<bdi>Demo Person<\/bdi>/);
  });

  it('adds and lists tasks, also with a refreshed access token', async () => {
    const { visitor, page } = await signIn(client, undefined, '/tasks');
    const added = await visitor.submit(page, 'tasks', { title: `Added through ${kind}` });
    expect(added.text).toContain('Your task was added.');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const refreshed = await visitor.open(`${client.origin}/tasks`);
    expect(refreshed.text).toContain(`>Added through ${kind}<`);
  });

  it('signs out here and at the provider', async () => {
    const { visitor, page } = await signIn(client);
    const home = await visitor.submit(page, 'sign_out');
    expect([home.url.href, home.text]).toEqual([
      `${client.origin}/`,
      expect.stringContaining('You are signed out.') as string,
    ]);
    expect(visitor.cookie(client.origin, cookieName)).toBeUndefined();
    const form = await visitor.open(`${client.origin}/auth/sign_in`);
    expect(form.text).toContain('name="password"');
  });

  it('returns home from a cancelled sign-in', async () => {
    const visitor = new Visitor();
    const form = await visitor.open(`${client.origin}/auth/sign_in`);
    const home = await visitor.submit(form, 'cancel');
    expect([home.status, home.url.href]).toEqual([200, `${client.origin}/`]);
    expect(home.text).toContain('You cancelled the sign-in.');
  });

  it('offers no flows that only B2C has', async () => {
    const { visitor, page } = await signIn(client);
    expect(page.text).not.toMatch(/edit_profile|reset_password/);
    for (const path of ['/auth/edit_profile', '/auth/reset_password']) {
      expect((await visitor.open(client.origin + path)).status).toBe(404);
    }
  });

  it.each([
    ['of another tenant', { claims: { tid: otherTenant } }],
    ['without a tenant', { dropClaims: ['tid'] }],
    ['of another issuer', { claims: { iss: 'https://evil.example/v2.0' } }],
    [
      'whose issuer ends with a slash',
      { claims: { iss: `https://${tenantId}.ciamlogin.com/${tenantId}/v2.0/` } },
    ],
    ['for the API', { claims: { aud: defaultClientIds.api } }],
    ['with another nonce', { nonce: 'of another sign-in' }],
  ])('refuses an ID token %s', async (_name, deviation) => {
    proxy.transform = replaceIdToken((idToken) =>
      emulator.issueTestToken({
        kind: 'id',
        client: defaultClientIds.web,
        nonce: String(decodeJwt(idToken)['nonce']),
        ...deviation,
      }),
    );
    const { page } = await signIn(client);
    expect(page.status).toBe(400);
    expect(page.text).toContain('Sign-in could not be completed');
  });
});
