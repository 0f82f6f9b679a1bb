import { defaultClientIds, defaultConfig, startEmulator } from 'azure-ad-b2c-emulator';
import { useDoctor } from '../support/doctor.js';
import { modes, otherTenant, startMode, type Mode } from '../support/entra-modes.js';
import { freePort } from 'test-support';
import { policyName as policy } from '../support/provider.js';
import { ScriptedProvider, sendJson, type Behaviour } from '../support/scripted-provider.js';
import { createSigningKey } from '../support/signing-key.js';

const { base, emulator, finding, run } = useDoctor();
let provider: ScriptedProvider;

beforeAll(async () => {
  provider = await ScriptedProvider.start();
});
afterAll(() => provider.close());

describe('a good set-up', () => {
  it('passes against the local B2C, the documentation client included', async () => {
    const { status, output } = await run({
      ...base(),
      OPENAPI_CLIENT_ID: defaultClientIds.documentation,
    });
    expect(output).toMatch(/^passed {2}documentation sign-in: /m);
    expect(output).toMatch(/^passed {2}clock: /m);
    expect(output).toContain(' 0 failed, 1 warning, 1 skipped');
    expect(status).toBe(0);
  });

  it.each(Object.keys(modes) as Mode[])('passes with Entra ID: %s', async (mode) => {
    await using entra = await startMode(mode);
    const { environment } = modes[mode];
    const set = { ...base(), AUTH_POLICY_NAME: undefined, ...environment };
    const { status, output } = await run({ ...set, AUTHORITY_HOST: entra.origin });
    expect(output).toMatch(/^passed {2}issuer /m);
    expect(output).toMatch(/^passed {2}keys .*1 of 1 usable/m);
    expect(output).toContain('requestedAccessTokenVersion to 2');
    expect(status).toBe(0);
  });
});

it('reports every fault of the configuration in the words of the start', async () => {
  const { status, output } = await run({ ...base(), PORT: 'x', APP_CLIENT_ID: undefined });
  expect(status).toBe(1);
  expect(output).toContain('failed  configuration: APP_CLIENT_ID is missing');
  expect(output).toContain('failed  configuration: PORT must be a whole number from 0 to 65535');
});

it('names the policy that the tenant does not have', async () => {
  const found = await finding('discovery (B2C_1_typo)', { AUTH_POLICY_NAME: 'B2C_1_typo' });
  expect(found).toMatchObject({ status: 'failed', toDo: expect.stringContaining('User flows') });
});

it('names a tenant that the issuer is not of', async () => {
  const found = await finding(`issuer (${policy})`, { TENANT_ID: otherTenant });
  expect(found).toMatchObject({ status: 'failed', toDo: expect.stringContaining('TENANT_ID') });
});

it('names a tenant that the provider does not have', async () => {
  const entra = await startEmulator({ config: { provider: 'entra' } });
  const found = await finding(`discovery (${otherTenant})`, {
    ...modes['one tenant'].environment,
    TENANT_ID: otherTenant,
    AUTHORITY_HOST: entra.httpOrigin,
  });
  expect(found).toMatchObject({
    status: 'failed',
    toDo: expect.stringContaining('Directory (tenant) ID'),
  });
  await entra.close();
});

describe('the documentation client', () => {
  it('fails when its redirect URI is not registered', async () => {
    const found = await finding('documentation sign-in', {
      OPENAPI_CLIENT_ID: defaultClientIds.documentation,
      PUBLIC_URL: 'https://tasks.contoso.com',
    });
    expect(found).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('AADB2C90006'),
      toDo: expect.stringContaining('Single-page application'),
    });
  });

  it('fails when the tenant does not know it', async () => {
    const found = await finding('documentation sign-in', { OPENAPI_CLIENT_ID: otherTenant });
    expect(found).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('AADB2C90018'),
    });
  });

  it('is found with Entra ID too, and fails there without its redirect URI', async () => {
    const entra = await startEmulator({ config: { provider: 'entra' } });
    const variables = {
      ...modes['one tenant'].environment,
      TENANT_ID: defaultConfig.tenant.id,
      AUTHORITY_HOST: entra.httpOrigin,
      OPENAPI_CLIENT_ID: defaultClientIds.documentation,
    };
    const check = 'documentation sign-in';
    expect(await finding(check, variables)).toMatchObject({ status: 'passed' });
    const moved = { ...variables, PUBLIC_URL: 'https://tasks.contoso.com' };
    expect(await finding(check, moved)).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('AADSTS50011'),
    });
    const unknown = { ...variables, OPENAPI_CLIENT_ID: otherTenant };
    expect(await finding(check, unknown)).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('AADSTS700016'),
    });
    await entra.close();
  });

  it('is not judged by an answer that says nothing', async () => {
    const found = await finding('documentation sign-in', {
      AUTHORITY_HOST: provider.origin,
      OPENAPI_CLIENT_ID: defaultClientIds.documentation,
    });
    expect(found).toMatchObject({
      status: 'warning',
      found: expect.stringContaining('could not tell'),
    });
  });
});

describe('an answer that is no discovery document', () => {
  const html: Behaviour = (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  const redirect: Behaviour = (_request, response) =>
    response.writeHead(302, { location: 'https://proxy.example/' }).end();
  const broken: Behaviour = (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{');
  const failing: Behaviour = (_request, response) => response.writeHead(503).end();

  it.each([
    ['a web page', html, 'text/html'],
    ['a redirect', redirect, 'redirect to https://proxy.example/'],
    ['broken JSON', broken, 'broken JSON'],
    ['an error', failing, 'answered 503'],
    ['JSON of something else', sendJson({ hello: 'world' }), 'names no issuer'],
  ])('is called what it is: %s', async (_name, behaviour, words) => {
    provider.policy().discoveryBehaviour = behaviour;
    const found = await finding(`discovery (${policy})`, { AUTHORITY_HOST: provider.origin });
    provider.policy().discoveryBehaviour = undefined;
    expect(found).toMatchObject({ status: 'failed', found: expect.stringContaining(words) });
  });

  it('nothing listens, or the name does not exist', async () => {
    const closed = await finding(`discovery (${policy})`, {
      AUTHORITY_HOST: `http://localhost:${await freePort()}`,
    });
    expect(closed?.found).toContain('nothing listens');
    const unknown = await finding(`discovery (${policy})`, {
      AUTHORITY_HOST: 'https://no-such-host.invalid',
    });
    expect(unknown?.found).toMatch(/DNS/);
  });

  it('comes with a certificate that nobody vouches for', async () => {
    const found = await finding(`discovery (${policy})`, {
      AUTHORITY_HOST: emulator().httpsOrigin,
    });
    expect(found).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('certificate'),
      toDo: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  it('is not TLS', async () => {
    const port = new URL(provider.origin).port;
    const found = await finding(`discovery (${policy})`, {
      AUTHORITY_HOST: `https://localhost:${port}`,
    });
    expect(found).toMatchObject({ status: 'failed', found: expect.stringContaining('TLS') });
  });
});

describe('keys', () => {
  it('fail when none is long enough, with their size', async () => {
    const [good] = provider.policy().keys;
    provider.policy().keys = [await createSigningKey('short', 1024)];
    const found = await finding(`keys (${policy})`, { AUTHORITY_HOST: provider.origin });
    provider.policy().keys = [good];
    expect(found).toMatchObject({ status: 'failed', found: expect.stringContaining('1024 bits') });
  });

  it('fail when many tenants share them and none names an issuer', async () => {
    const { issuer } = provider.policy();
    provider.policy().issuer = modes['many tenants'].issuer;
    const found = await finding('keys (common)', {
      ...modes['many tenants'].environment,
      AUTHORITY_HOST: provider.origin,
    });
    provider.policy().issuer = issuer;
    expect(found).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('no key names the issuer'),
    });
  });
});

it('warns of a clock that is further off than tokens bear', async () => {
  provider.policy().discoveryBehaviour = (_request, response) => {
    const jwks_uri = `${provider.origin}/contoso.onmicrosoft.com/${policy}/discovery/v2.0/keys`;
    response.setHeader('date', new Date(Date.now() + 600_000).toUTCString());
    sendJson({ issuer: provider.policy().issuer, jwks_uri })(_request, response);
  };
  const found = await finding('clock', { AUTHORITY_HOST: provider.origin });
  provider.policy().discoveryBehaviour = undefined;
  expect(found).toMatchObject({ status: 'warning', found: expect.stringContaining('behind') });
});
