import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import { defaultClientIds, defaultSecrets, type Emulator } from '../../src/index.js';
import { apiScope, read } from '../support/client.js';
import { networkClient } from '../support/msal-network.js';
import { start } from '../support/running-emulator.js';
import { clientIds, demo, severalTenants, sharedTenantId } from '../support/several-tenants.js';
import { trustingFetch, type Fetch } from '../support/trusting-fetch.js';
import { Visitor } from 'test-support';

const redirectUri = 'http://localhost:5000/getAToken';

let emulator: Emulator;
let reach: Fetch;
beforeAll(async () => {
  emulator = await start({ httpsPort: 0, config: severalTenants });
  reach = trustingFetch(emulator.caCertificate);
});

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}

const { api, web } = clientIds('a');
const clients: Record<string, Client> = {
  b2c: {
    clientId: defaultClientIds.web,
    clientSecret: defaultSecrets.web,
    scope: apiScope('tasks.read'),
  },
  'external-id': {
    clientId: web,
    clientSecret: 'secret',
    scope: `https://contoso.onmicrosoft.com/${api}/tasks.read`,
  },
  staff: {
    clientId: clientIds('b').web,
    clientSecret: 'secret',
    scope: `api://${clientIds('b').api}/tasks.read`,
  },
};

/** Signs in with MSAL through a tenant; the claims of the access token, first and after a refresh. */
async function signInThrough(name: string, email: string, browser: Visitor) {
  const { scope, ...auth } = clients[name] ?? clients['b2c'] ?? { scope: '', clientId: '' };
  const authority = emulator.tenant(name).authority();
  const client = new ConfidentialClientApplication({
    auth: {
      ...auth,
      authority,
      knownAuthorities: [new URL(authority).host, `${sharedTenantId}.ciamlogin.com`],
    },
    system: { networkClient: networkClient(reach) },
  });
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const scopes = [scope];
  const address = await client.getAuthCodeUrl({
    scopes,
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
  });
  const page = await browser.open(address);
  const { url } = await browser.submit(page, 'sign-in', { email, password: 'Demo-pass-1' });
  const result = await client.acquireTokenByCode({
    code: url.searchParams.get('code') ?? '',
    scopes,
    redirectUri,
    codeVerifier: verifier,
  });
  if (!result.account) {
    throw new Error('MSAL made no account');
  }
  const renewed = await client.acquireTokenSilent({
    account: result.account,
    scopes,
    forceRefresh: true,
  });
  return { first: read(result.accessToken).claims, renewed: read(renewed.accessToken).claims };
}

it('signs one person in through B2C and External ID with msal-node, in one browser', async () => {
  const browser = new Visitor({ within: emulator.httpsOrigin ?? '', fetch: reach });
  const b2c = await signInThrough('b2c', demo.email, browser);
  const externalId = await signInThrough('external-id', demo.email, browser);
  for (const { first, renewed } of [b2c, externalId]) {
    expect(first).toMatchObject({ oid: demo.id, scp: 'tasks.read' });
    expect(renewed).toMatchObject({ oid: demo.id, iss: first['iss'] });
  }
  expect(b2c.first).toMatchObject({
    ver: '1.0',
    aud: defaultClientIds.api,
    azp: defaultClientIds.web,
  });
  expect(externalId.first).toMatchObject({ ver: '2.0', aud: api, azp: web, tid: sharedTenantId });
});

it('signs staff in through Entra ID beside them', async () => {
  const browser = new Visitor({ within: emulator.httpsOrigin ?? '', fetch: reach });
  const { first } = await signInThrough('staff', 'ada@fabrikam.example', browser);
  expect(first).toMatchObject({ ver: '2.0', tid: 'fab00000-0000-4000-8000-000000000001' });
});
