import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfidentialClientApplication,
  CryptoProvider,
  PublicClientApplication,
  type AuthenticationResult,
} from '@azure/msal-node';
import { defaultClientIds, defaultSecrets, type Emulator } from '../../src/index.js';
import { apiScope, read, signIn } from '../support/client.js';
import { runNode } from '../support/compiled-command.js';
import { networkClient } from '../support/msal-network.js';
import { start } from '../support/running-emulator.js';
import { trustingFetch, type Fetch } from '../support/trusting-fetch.js';
import { formsOf, Visitor, type Visit } from 'test-support';

const redirectUri = 'http://localhost:5000/getAToken';
const scopes = [apiScope('tasks.read')];

let emulator: Emulator;
let reach: Fetch;
beforeAll(async () => {
  emulator = await start({ httpsPort: 0 });
  reach = trustingFetch(emulator.caCertificate);
});

const visitor = () => new Visitor({ within: emulator.httpsOrigin ?? '', fetch: reach });

function webClient(secret: string = defaultSecrets.web): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: defaultClientIds.web,
      clientSecret: secret,
      authority: emulator.authority(),
      knownAuthorities: [new URL(emulator.authority()).host],
    },
    system: { networkClient: networkClient(reach) },
  });
}

/** Goes through a policy in a browser and redeems the code, as a web application does. */
async function signInWith(
  client: ConfidentialClientApplication,
  browser: Visitor,
  policy?: string,
  act: (visitor: Visitor, page: Visit) => Promise<Visit> = signIn,
): Promise<AuthenticationResult> {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const authority = emulator.authority(policy);
  const address = await client.getAuthCodeUrl({
    scopes,
    redirectUri,
    authority,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    nonce: 'the-nonce',
  });
  const { url } = await act(browser, await browser.open(address));
  return client.acquireTokenByCode({
    code: url.searchParams.get('code') ?? '',
    scopes,
    redirectUri,
    authority,
    codeVerifier: verifier,
    nonce: 'the-nonce',
  });
}

describe('msal-node as a confidential client', () => {
  it('signs in with code, PKCE and secret over HTTPS', async () => {
    const result = await signInWith(webClient(), visitor());
    expect(result.scopes).toContain(apiScope('tasks.read'));
    expect(result.account).toMatchObject({
      homeAccountId:
        'de30de30-0000-4000-8000-000000000001-b2c_1_signupsignin.c0a0c0a0-b2c0-4e00-8000-000000000001',
      name: 'Demo Person',
    });
    expect(result.idTokenClaims).toMatchObject({ tfp: 'B2C_1_signupsignin', nonce: 'the-nonce' });
    expect(read(result.accessToken).claims).toMatchObject({
      iss: emulator.issuer,
      aud: defaultClientIds.api,
      azp: defaultClientIds.web,
      scp: 'tasks.read',
    });
  });

  it('answers from its cache, and refreshes silently when forced to', async () => {
    const client = webClient();
    const first = await signInWith(client, visitor());
    const [account] = await client.getTokenCache().getAllAccounts();
    if (!account) {
      throw new Error('no account was remembered');
    }
    const cached = await client.acquireTokenSilent({ account, scopes });
    expect(cached.accessToken).toBe(first.accessToken);
    const fresh = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(fresh.fromCache).toBe(false);
    expect(read(fresh.accessToken).claims).toMatchObject({
      scp: 'tasks.read',
      oid: account.localAccountId,
    });
  });

  it('uses a second policy with the same instance and browser', async () => {
    const client = webClient();
    const browser = visitor();
    await signInWith(client, browser);
    const edited = await signInWith(client, browser, 'B2C_1_editprofile', (_, page) =>
      browser.submit(page, 'profile', { name: 'Edited Person' }),
    );
    expect(edited.idTokenClaims).toMatchObject({ tfp: 'B2C_1_editprofile', name: 'Edited Person' });
    expect(await client.getTokenCache().getAllAccounts()).toHaveLength(2);
    await emulator.reset();
  });

  it('hears of a forgotten password and sends the person to the reset policy', async () => {
    const client = webClient();
    const browser = visitor();
    const page = await browser.open(await client.getAuthCodeUrl({ scopes, redirectUri }));
    const { url } = await browser.follow(page, 'Forgot your password?');
    expect(url.searchParams.get('error_description')).toMatch(/^AADB2C90118: /);

    const authority = emulator.authority('B2C_1_resetpassword');
    const reset = await browser.open(
      await client.getAuthCodeUrl({ scopes, redirectUri, authority }),
    );
    expect(reset.text).toContain('Reset your password');
  });

  it('reports a wrong secret', async () => {
    await expect(signInWith(webClient('wrong'), visitor())).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADB2C90081'),
    });
  });

  it('gets a token for itself', async () => {
    const daemon = new ConfidentialClientApplication({
      auth: {
        clientId: defaultClientIds.daemon,
        clientSecret: defaultSecrets.daemon,
        authority: emulator.authority(),
        knownAuthorities: [new URL(emulator.authority()).host],
      },
      system: { networkClient: networkClient(reach) },
    });
    const result = await daemon.acquireTokenByClientCredential({ scopes: [apiScope('.default')] });
    expect(read(result?.accessToken).claims).toMatchObject({
      azp: defaultClientIds.daemon,
      scp: 'Tasks.Read.All Tasks.ReadWrite.All',
    });
  });
});

describe('msal-node as a native client', () => {
  it('signs in through the browser and a loopback port of its own', async () => {
    const native = await start({
      httpsPort: 0,
      config: {
        applications: [
          ...emulator.config.applications,
          {
            name: 'Native client',
            clientId: '66666666-6666-4666-8666-666666666666',
            redirectUris: { publicClient: ['http://localhost'] },
            permissions: [{ resource: defaultClientIds.api, scopes: ['tasks.read'] }],
          },
        ],
      },
    });
    const trusting = trustingFetch(native.caCertificate);
    const client = new PublicClientApplication({
      auth: {
        clientId: '66666666-6666-4666-8666-666666666666',
        authority: native.authority(),
        knownAuthorities: [new URL(native.authority()).host],
      },
      system: { networkClient: networkClient(trusting) },
    });
    const result = await client.acquireTokenInteractive({
      scopes,
      openBrowser: async (address) => {
        const browser = new Visitor({ within: native.httpsOrigin ?? '', fetch: trusting });
        const posted = await signIn(browser, await browser.open(address));
        // MSAL takes the answer by form_post only; a browser would send this form itself.
        const [form] = formsOf(posted.text);
        await fetch(form?.action ?? '', {
          method: 'POST',
          body: new URLSearchParams(form?.fields),
        });
      },
    });
    expect(read(result.accessToken).claims).toMatchObject({ scp: 'tasks.read' });
  });
});

describe('msal-node without help from a test', () => {
  const script = `
    import { ConfidentialClientApplication } from '@azure/msal-node';
    const [authority, authorityMetadata] = process.argv.slice(1);
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: '${defaultClientIds.daemon}',
        clientSecret: '${defaultSecrets.daemon}',
        authority,
        authorityMetadata,
        knownAuthorities: [new URL(authority).host],
      },
    });
    const result = await client.acquireTokenByClientCredential({
      scopes: ['${apiScope('.default')}'],
    });
    console.log(result.accessToken);
  `;
  const run = (args: string[], env?: Record<string, string>) =>
    runNode(['--input-type=module', '--eval', script, ...args], env);

  it('trusts the development CA by NODE_EXTRA_CA_CERTS', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b2c-trust-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, emulator.caCertificate ?? '');
    const trusted = await run([emulator.authority()], { NODE_EXTRA_CA_CERTS: file });
    expect(trusted.stderr).toBe('');
    expect(read(trusted.stdout).claims).toMatchObject({ azp: defaultClientIds.daemon });
    expect((await run([emulator.authority()])).stderr).toContain('endpoints_resolution_error');
    await rm(folder, { recursive: true });
  });

  it('needs no TLS at all when it is given the metadata of the plain HTTP listener', async () => {
    const metadata = await (await fetch(emulator.discoveryUrl(undefined, 'http'))).text();
    const { stdout, stderr } = await run([emulator.authority(), metadata]);
    expect(stderr).toBe('');
    expect(read(stdout).claims).toMatchObject({ iss: emulator.issuer });
  });
});
