import type { TestProvider, TestTokenOptions } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import {
  appTokenOf,
  homeTenant,
  modes,
  otherTenant,
  requestFor,
  startMode,
  type Mode,
} from '../support/entra-modes.js';
import { explained, guardReason } from '../support/explained.js';
import { clientId } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';
import { ScriptedProvider } from '../support/scripted-provider.js';
import { createToken, encode } from '../support/token-maker.js';

const running = useRunningApi({ environment: { ALLOWED_CLIENTS: clientId } });

const deviations: [check: string, code: string, deviation: TestTokenOptions][] = [
  ['header', 'header_algorithm', { header: { alg: 'HS256' } }],
  ['header', 'header_type', { header: { typ: 'logout+jwt' } }],
  ['header', 'header_extension', { header: { crit: ['exp'] } }],
  ['header', 'header_key_id', { header: { kid: undefined } }],
  ['issuer', 'issuer', { claims: { iss: 'https://evil.example/' } }],
  ['issuer', 'issuer', { claims: { iss: { toString: 1 }, tid: otherTenant } }],
  ['audience', 'audience', { claims: { aud: clientId } }],
  ['version', 'version', { claims: { ver: '2.0' } }],
  ['times', 'expiry_missing', { claims: { exp: { valueOf: 1, toString: 1 } } }],
  ['times', 'expired', { claims: { exp: 1 } }],
  ['times', 'not_yet_valid', { claims: { nbf: 4_000_000_000 } }],
  ['times', 'issued_in_future', { claims: { iat: 4_000_000_000 } }],
  ['policy', 'policy', { claims: { tfp: 'B2C_1_other' } }],
  ['policy', 'tenant', { claims: { tid: otherTenant } }],
  ['subject', 'subject', { claims: { sub: undefined, oid: undefined } }],
  ['client', 'client', { claims: { azp: 'somebody-else' } }],
  ['key binding', 'key_bound', { claims: { cnf: {} } }],
  ['signing key', 'unknown_key', { header: { kid: 'never-listed' } }],
];

it.each(deviations)(
  'names the check %s with %s, as the guard does',
  async (check, code, deviation) => {
    const token = await running.provider.token(deviation);
    const explanation = await explained(running.api, token);
    expect(explanation).toMatchObject({ verdict: 'refused', reason: code });
    expect(explanation.checks.find(({ status }) => status === 'failed')).toMatchObject({
      check,
      code,
    });
    expect(await guardReason(running.api, token)).toBe(code);
  },
);

it('names the signature when somebody else made it', async () => {
  const token = running.provider.forgedToken();
  expect(await explained(running.api, token)).toMatchObject({ reason: 'signature' });
});

it('names the form when a token is too large, or cut off', async () => {
  const token = await running.provider.token();
  expect(await explained(running.api, 'a'.repeat(13_000))).toMatchObject({
    reason: 'token_too_large',
  });
  const cut = await explained(running.api, token.slice(0, -1).replace(/\.[^.]*$/, '.'));
  expect(cut).toMatchObject({
    reason: 'token_malformed',
    kind: expect.stringContaining('damaged'),
  });
});

it('goes on after a check that fails', async () => {
  const claims = { aud: clientId, ver: '2.0', exp: 1, tfp: 'B2C_1_other', cnf: {} };
  const { checks } = await explained(running.api, running.provider.token({ claims }));
  expect(checks.flatMap(({ code }) => code ?? [])).toEqual([
    'audience',
    'version',
    'expired',
    'policy',
    'key_bound',
  ]);
});

it('says which routes an acceptable token opens, as the routes themselves ask', async () => {
  const token = await running.provider.token({ claims: { scp: 'tasks.read' } });
  const { verdict, routes } = await explained(running.api, token);
  expect(verdict).toBe('acceptable');
  const opens = Object.fromEntries(routes.map((route) => [route.route, route.opens]));
  expect(opens).toEqual({
    'GET /me': true,
    'GET /tasks': true,
    'POST /tasks': false,
    'DELETE /finished-tasks': false,
    'GET /tasks/:id': true,
    'PATCH /tasks/:id': false,
    'DELETE /tasks/:id': false,
  });
});

describe('tokens that are meant for something else get a word of their own', () => {
  const kindOf = async (token: string | Promise<string>) =>
    (await explained(running.api, token)).kind;

  it('an ID token', async () => {
    const claims = { aud: clientId, scp: undefined, azp: undefined, auth_time: 1 };
    expect(await kindOf(running.provider.token({ claims }))).toContain('ID token');
  });

  it('a token for Microsoft Graph', async () => {
    const header = { nonce: 'n' };
    const claims = { aud: '00000003-0000-0000-c000-000000000000' };
    expect(await kindOf(running.provider.token({ header, claims }))).toContain('Microsoft Graph');
  });

  it('an encrypted token, and an opaque one', async () => {
    expect(await kindOf(['e30', 'a', 'b', 'c', 'd'].join('.'))).toContain('JWE');
    expect(await kindOf('0.ARoAabc')).toContain('no JWT');
  });

  it('nothing is said of a token that is as it should be', async () => {
    expect(await kindOf(running.provider.token())).toBeUndefined();
  });
});

it('shows nothing that could move the cursor of a terminal', async () => {
  const claims = { iss: '\u001b[2J\u009b2J\u202e' };
  const { checks } = await explained(running.api, running.provider.token({ claims }));
  expect(JSON.stringify(checks.map(({ found }) => found))).not.toMatch(/[\u007f-\uffff]/);
});

describe.each(Object.keys(modes) as Mode[])('%s', (mode) => {
  let provider: TestProvider;
  let api: Api;
  beforeAll(async () => {
    provider = await startMode(mode);
    api = await (await Api.start(provider, modes[mode].environment)).whenReady();
  });
  afterAll(async () => {
    await api.close();
    await provider.close();
  });

  it('accepts a token of a person and of an application, and names their routes', async () => {
    expect(await explained(api, provider.token())).toMatchObject({ verdict: 'acceptable' });
    const { verdict, routes } = await explained(api, appTokenOf(provider));
    expect(verdict).toBe('acceptable');
    expect(routes.find(({ route }) => route === 'GET /tasks')).toMatchObject({ opens: true });
    expect(routes.find(({ route }) => route === 'POST /tasks')).toMatchObject({ opens: false });
  });

  it('names a version 1 token, another tenant and a key of somebody else', async () => {
    const iss = `https://sts.windows.net/${homeTenant}/`;
    expect(await explained(api, provider.token({ claims: { ver: '1.0', iss } }))).toMatchObject({
      reason: 'v1_token',
      kind: expect.stringContaining('version 1'),
    });
    const foreign = provider.token(requestFor(mode, { tid: otherTenant }));
    expect(await explained(api, foreign)).toMatchObject({ reason: 'tenant' });
    const unlisted = provider.token({ header: { kid: 'unlisted' } });
    expect(await explained(api, unlisted)).toMatchObject({ reason: 'unknown_key' });
  });
});

it('names a key that carries no issuer, where many tenants share the keys', async () => {
  const mode = modes['many tenants'];
  const provider = await ScriptedProvider.start();
  provider.policy().issuer = mode.issuer;
  const api = await (await Api.start(provider, mode.environment)).whenReady();
  const iss = mode.issuer.replace('{tenantid}', homeTenant);
  const claims = { iss, tid: homeTenant, ver: '2.0', tfp: undefined };
  const token = createToken(provider.policy(), { claims });
  expect(await explained(api, token)).toMatchObject({ reason: 'key_issuer' });
  expect(await guardReason(api, token)).toBe('key_issuer');
  await api.close();
  await provider.close();
});

it('names a guest where guests may not call', async () => {
  await using provider = await startMode('one tenant');
  const api = await (await Api.start(provider, modes['one tenant'].environment)).whenReady();
  const guest = provider.token({ claims: { acct: 1 } });
  expect(await explained(api, guest)).toMatchObject({ reason: 'guest' });
  await api.close();
});

it('reads a token whose parts are valid but whose header is none', async () => {
  const parts = [encode('[]'), encode('{}'), encode('signature')].join('.');
  expect(await explained(running.api, parts)).toMatchObject({ reason: 'token_malformed' });
});
