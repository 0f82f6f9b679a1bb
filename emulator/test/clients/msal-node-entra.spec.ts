import {
  ConfidentialClientApplication,
  CryptoProvider,
  type AuthenticationResult,
} from '@azure/msal-node';
import { defaultClientIds, defaultSecrets, type Emulator } from '../../src/index.js';
import { read } from '../support/client.js';
import { networkClient } from '../support/msal-network.js';
import { start } from '../support/running-emulator.js';
import { trustingFetch, type Fetch } from '../support/trusting-fetch.js';
import { Visitor } from 'test-support';

const home = 'c0a0c0a0-b2c0-4e00-8000-000000000001';
const other = '77777777-7777-4777-8777-777777777777';
const password = 'Demo-pass-1';
const member = 'member@contoso.example';
const far = 'far@fabrikam.example';
const redirectUri = 'http://localhost:5000/getAToken';
const scopes = [`api://${defaultClientIds.api}/tasks.read`];

const running = new Map<string, { emulator: Emulator; reach: Fetch }>();
beforeAll(async () => {
  for (const provider of ['entra', 'external-id'] as const) {
    const users = [
      { email: member, password, attributes: { name: 'Member' } },
      ...(provider === 'entra' ? [{ email: far, password, tenantId: other }] : []),
    ];
    const otherTenants = provider === 'entra' ? [other] : [];
    const emulator = await start({ httpsPort: 0, config: { provider, otherTenants, users } });
    running.set(provider, { emulator, reach: trustingFetch(emulator.caCertificate) });
  }
});

function setUp(provider: string) {
  const found = running.get(provider);
  if (!found) {
    throw new Error(`nothing runs for ${provider}`);
  }
  return found;
}

interface Registration {
  provider?: string;
  clientId?: string;
  secret?: string;
}

/** A client of an authority: a tenant's GUID, or one that is for many tenants. */
function clientOf(
  authority: string,
  {
    provider = 'entra',
    clientId = defaultClientIds.web,
    secret = defaultSecrets.web,
  }: Registration = {},
): ConfidentialClientApplication {
  const { emulator, reach } = setUp(provider);
  const origin = emulator.httpsOrigin ?? '';
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret: secret,
      authority: `${origin}/${authority}`,
      // External ID announces an issuer on a host of its own.
      knownAuthorities: [new URL(origin).host, `${home}.ciamlogin.com`],
    },
    system: { networkClient: networkClient(reach) },
  });
}

/** Signs in with code and PKCE, as a web application does. */
async function signInAs(
  email: string,
  client: ConfidentialClientApplication,
  { provider = 'entra', wanted = scopes } = {},
): Promise<AuthenticationResult> {
  const { emulator, reach } = setUp(provider);
  const browser = new Visitor({ within: emulator.httpsOrigin ?? '', fetch: reach });
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const address = await client.getAuthCodeUrl({
    scopes: wanted,
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    nonce: 'the-nonce',
  });
  const { url } = await browser.submit(await browser.open(address), 'sign-in', { email, password });
  return client.acquireTokenByCode({
    code: url.searchParams.get('code') ?? '',
    scopes: wanted,
    redirectUri,
    codeVerifier: verifier,
    nonce: 'the-nonce',
  });
}

it('signs a person in to one tenant, and refreshes silently', async () => {
  const client = clientOf(home);
  const first = await signInAs(member, client);
  expect(first.tenantId).toBe(home);
  expect(first.account).toMatchObject({ username: member, name: 'Member', tenantId: home });
  expect(read(first.accessToken).claims).toMatchObject({
    iss: setUp('entra').emulator.issuer,
    aud: defaultClientIds.api,
    azp: defaultClientIds.web,
    azpacr: '1',
    scp: 'tasks.read',
    tid: home,
    ver: '2.0',
  });
  const [account] = await client.getTokenCache().getAllAccounts();
  if (!account) {
    throw new Error('no account was remembered');
  }
  const cached = await client.acquireTokenSilent({ account, scopes });
  expect(cached.accessToken).toBe(first.accessToken);
  const fresh = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
  expect(fresh.fromCache).toBe(false);
  expect(read(fresh.accessToken).claims).toMatchObject({ tid: home, scp: 'tasks.read' });
});

it.each([
  ['organizations', member, home],
  ['organizations', far, other],
  ['common', far, other],
])('signs in through %s as %s, with a token of their own tenant', async (authority, email, tid) => {
  const client = clientOf(authority);
  const { accessToken, tenantId } = await signInAs(email, client);
  const issuer = setUp('entra').emulator.issuer.replace(home, tid);
  expect(read(accessToken).claims).toMatchObject({ tid, iss: issuer });
  expect(tenantId).toBe(tid);
  const [account] = await client.getTokenCache().getAllAccounts();
  if (!account) {
    throw new Error('no account was remembered');
  }
  const fresh = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
  expect(read(fresh.accessToken).claims).toMatchObject({ tid, iss: issuer });
});

it('gets a token for an application itself', async () => {
  const daemon = clientOf(home, {
    clientId: defaultClientIds.daemon,
    secret: defaultSecrets.daemon,
  });
  const result = await daemon.acquireTokenByClientCredential({
    scopes: [`api://${defaultClientIds.api}/.default`],
  });
  expect(read(result?.accessToken).claims).toMatchObject({
    azp: defaultClientIds.daemon,
    idtyp: 'app',
    roles: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
    tid: home,
  });
});

it('signs a customer in to External ID, whose issuer is on another host', async () => {
  const provider = 'external-id';
  const wanted = [`https://contoso.onmicrosoft.com/${defaultClientIds.api}/tasks.read`];
  const { accessToken } = await signInAs(member, clientOf(home, { provider }), {
    provider,
    wanted,
  });
  expect(read(accessToken).claims).toMatchObject({
    iss: `https://${home}.ciamlogin.com/${home}/v2.0`,
    scp: 'tasks.read',
    tid: home,
  });
});

it('reports a wrong secret', async () => {
  const client = clientOf(home, { secret: 'wrong' });
  await expect(signInAs(member, client)).rejects.toMatchObject({ errorCode: 'invalid_client' });
});
