import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import {
  consumerTenant,
  homeTenant,
  modes,
  otherTenant,
  requestFor,
  startMode,
  type Mode,
} from '../support/entra-modes.js';
import { hasOtherProviders } from '../support/other-providers.js';
import { claimsIn, startProvider, tokenThatSays } from '../support/provider.js';
import { logLineOf } from '../support/refusals.js';

/** `accepted` for a caller who is let in, else the code in the log. */
type Outcome = string;

const names = Object.keys(modes) as Mode[];
const providers = new Map<Mode, TestProvider>();
const apis = new Map<Mode, Api>();
let b2c: TestProvider;
let b2cApi: Api;

beforeAll(async () => {
  for (const mode of names) {
    const provider = await startMode(mode);
    providers.set(mode, provider);
    apis.set(mode, await (await Api.start(provider, modes[mode].environment)).whenReady());
  }
  b2c = await startProvider();
  b2cApi = await (await Api.start(b2c)).whenReady();
});
afterAll(async () => {
  for (const api of [...apis.values(), b2cApi]) {
    await api.close();
  }
  for (const provider of [...providers.values(), b2c]) {
    await provider.close();
  }
});

function running(mode: Mode): { readonly provider: TestProvider; readonly api: Api } {
  const provider = providers.get(mode);
  const api = apis.get(mode);
  if (!provider || !api) {
    throw new Error(`nothing runs for ${mode}`);
  }
  return { provider, api };
}

async function outcomeOf(api: Api, token: string | Promise<string>): Promise<Outcome> {
  const answer = await api.call('/me', { token });
  if (answer.status === 200) {
    return 'accepted';
  }
  expect(answer.status).toBe(401);
  const line = await logLineOf({ api }, answer);
  return String((line as { refusal?: unknown }).refusal);
}

/** What becomes of a token, and how often the provider was asked for it. */
async function judge(mode: Mode, claims: Record<string, unknown>) {
  const { provider, api } = running(mode);
  const before = provider.requests.length;
  const outcome = await outcomeOf(api, provider.token(requestFor(mode, claims)));
  return { outcome, fetches: provider.requests.length - before };
}

describe.each(names)('%s', (mode) => {
  const template = modes[mode].issuer;
  const many = mode === 'many tenants';
  const external = mode === 'External ID';
  // The tenant is part of the issuer there, and among several providers such an issuer is nobody's.
  const unlessNobodys = many && hasOtherProviders() ? 'issuer' : 'tenant';

  it('says who is calling, with tenant and object id', async () => {
    const { provider, api } = running(mode);
    const { body } = await api.call('/me', { token: provider.token() });
    expect(body).toMatchObject({
      tenant: homeTenant,
      objectId: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
      policy: null,
      isApp: false,
      scopes: ['tasks.read', 'tasks.write'],
    });
  });

  const cases: [name: string, claims: Record<string, unknown>, expected: Outcome][] = [
    ['nothing out of the ordinary', {}, 'accepted'],
    ['an audience in a list of one', { aud: ['11111111-1111-4111-8111-111111111111'] }, 'accepted'],
    ['no issuer', { iss: undefined }, 'issuer'],
    ['a list of issuers', { iss: [template.replace('{tenantid}', homeTenant)] }, 'issuer'],
    [
      'the template itself as issuer',
      { iss: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
      'issuer',
    ],
    [
      'the issuer with a closing slash',
      { iss: `${template.replace('{tenantid}', homeTenant)}/` },
      'issuer',
    ],
    [
      'the issuer of another tenant',
      { iss: template.replaceAll('{tenantid}', otherTenant).replaceAll(homeTenant, otherTenant) },
      'issuer',
    ],
    ['no tid', { tid: undefined, iss: template.replace('{tenantid}', homeTenant) }, unlessNobodys],
    ['a tid that is no text', { tid: 7 }, unlessNobodys],
    ['a tid that cannot become text', { tid: { toString: 1 } }, unlessNobodys],
    ['a tid that is no GUID', { tid: 'contoso.onmicrosoft.com' }, 'tenant'],
    ['a tid with more behind it', { tid: `${homeTenant}/v2.0/../${otherTenant}` }, 'tenant'],
    ['the tid of a tenant that is not listed', { tid: otherTenant }, 'tenant'],
    [
      'a tid that disagrees with the issuer',
      { tid: many ? consumerTenant : otherTenant, iss: template.replace('{tenantid}', homeTenant) },
      many ? 'issuer' : 'tenant',
    ],
    [
      'version 1',
      { ver: '1.0', iss: `https://sts.windows.net/${homeTenant}/`, aud: 'api://tasks' },
      'v1_token',
    ],
    ['no version', { ver: undefined }, 'version'],
    ['the version as a number', { ver: 2 }, 'version'],
    ['another audience', { aud: 'api://11111111-1111-4111-8111-111111111111' }, 'audience'],
    ['two audiences', { aud: ['11111111-1111-4111-8111-111111111111', 'other'] }, 'audience'],
    ['no expiry', { exp: undefined }, 'expiry_missing'],
    ['an expiry in the past', { exp: 1_700_000_000 }, 'expired'],
    ['a start in the future', { nbf: 4_000_000_000 }, 'not_yet_valid'],
    ['neither sub nor oid', { sub: undefined, oid: undefined }, 'subject'],
    ['an oid that is no text', { oid: 7 }, 'subject'],
    ['a key that it is bound to', { cnf: { kid: 'x' } }, 'key_bound'],
    ['acct 0, a member', { acct: 0 }, 'accepted'],
    ['acct 1, a guest', { acct: 1 }, external ? 'accepted' : 'guest'],
    ['an acct that means nothing', { acct: '0' }, external ? 'accepted' : 'guest'],
    ['an idp that is this tenant', { idp: `https://sts.windows.net/${homeTenant}/` }, 'accepted'],
    [
      'an idp that is another tenant',
      { idp: `https://sts.windows.net/${otherTenant}/` },
      external ? 'accepted' : 'guest',
    ],
    ['an idp that is a personal account', { idp: 'live.com' }, external ? 'accepted' : 'guest'],
    ['acct 0 and a foreign idp', { acct: 0, idp: 'mail' }, 'accepted'],
  ];
  it.each(cases)('a token with %s', async (_name, claims, expected) => {
    expect(await judge(mode, claims)).toEqual({ outcome: expected, fetches: 0 });
  });

  it('refuses a signature of somebody else', async () => {
    const { provider, api } = running(mode);
    expect(await outcomeOf(api, provider.forgedToken())).toBe('signature');
  });

  it.each(names.filter((other) => other !== mode))(
    'refuses tokens of a deployment for %s',
    async (other) => {
      const { provider, api } = running(mode);
      const foreign = await running(other).provider.token();
      expect(await outcomeOf(api, foreign)).not.toBe('accepted');
      // Not for the want of the right key either.
      const signedHere = tokenThatSays(provider, claimsIn(foreign));
      const expected = [mode, other].includes('External ID') ? 'issuer' : 'accepted';
      expect(await outcomeOf(api, signedHere)).toBe(expected);
    },
  );

  it('refuses tokens of Azure AD B2C, and B2C refuses its', async () => {
    const { provider, api } = running(mode);
    const claims = claimsIn(await b2c.token());
    // Its issuer is nobody's here; alone, a provider is the only one whose token it could be.
    const isNobodys = hasOtherProviders() ? 'issuer' : 'v1_token';
    expect(await outcomeOf(api, tokenThatSays(provider, claims))).toBe(isNobodys);
    const newer = tokenThatSays(provider, { ...claims, ver: '2.0' });
    expect(await outcomeOf(api, newer)).toMatch(/issuer|tenant/);
    const signedThere = tokenThatSays(b2c, claimsIn(await provider.token()));
    expect(await outcomeOf(b2cApi, signedThere)).toMatch(/issuer|policy/);
  });

  it('tells in the log how to get version 2', async () => {
    const { provider, api } = running(mode);
    const answer = await api.call('/me', { token: provider.token({ claims: { ver: '1.0' } }) });
    expect(await logLineOf({ api }, answer)).toMatchObject({
      refusal: 'v1_token',
      hint: expect.stringContaining('requestedAccessTokenVersion to 2') as string,
    });
    expect(JSON.stringify(answer.body)).not.toContain('Version');
  });
});

describe('ALLOW_GUESTS', () => {
  it('lets accounts of other tenants in', async () => {
    const { provider } = running('one tenant');
    const environment = { ...modes['one tenant'].environment, ALLOW_GUESTS: 'true' };
    const api = await (await Api.start(provider, environment)).whenReady();
    expect(await outcomeOf(api, provider.token({ claims: { acct: 1 } }))).toBe('accepted');
    await api.close();
  });
});
