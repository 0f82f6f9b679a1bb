import fc from 'fast-check';
import { Api, policyName, tokenOf } from '../support/api.js';
import { EntraServer, homeTenant } from '../support/entra-server.js';
import { explained } from '../support/explained.js';
import { KeyServer } from '../support/key-server.js';
import { logLineOf } from '../support/refusals.js';
import type { SigningKey } from '../support/signing-key.js';

const audiences = {
  customers: '11111111-1111-4111-8111-111111111111',
  staff: '55555555-5555-4555-8555-555555555555',
  'new-customers': '66666666-6666-4666-8666-666666666666',
};
type Provider = keyof typeof audiences;
const providers = Object.keys(audiences) as Provider[];
const ada = 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11';
const formerTenant = '88888888-8888-4888-8888-888888888888';

let b2c: KeyServer;
let entra: EntraServer;
let externalId: EntraServer;
let api: Api;

/** Three providers: B2C and External ID of one tenant (High Scale Compatibility mode), and Entra ID. */
const environment = () => ({
  IDENTITY_PROVIDERS: providers.join(','),
  CUSTOMERS_TENANT_NAME: 'contoso',
  CUSTOMERS_APP_CLIENT_ID: audiences.customers,
  CUSTOMERS_OPENAPI_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
  CUSTOMERS_AUTH_POLICY_NAME: policyName,
  CUSTOMERS_AUTHORITY_HOST: b2c.origin,
  STAFF_IDENTITY_PROVIDER: 'entra',
  STAFF_TENANT_ID: homeTenant,
  STAFF_APP_CLIENT_ID: audiences.staff,
  STAFF_AUTHORITY_HOST: entra.origin,
  NEW_CUSTOMERS_IDENTITY_PROVIDER: 'external-id',
  NEW_CUSTOMERS_TENANT_NAME: 'contoso',
  NEW_CUSTOMERS_TENANT_ID: homeTenant,
  NEW_CUSTOMERS_APP_CLIENT_ID: audiences['new-customers'],
  NEW_CUSTOMERS_AUTHORITY_HOST: externalId.origin,
  NEW_CUSTOMERS_FORMER_TENANT_ID: formerTenant,
  NEW_CUSTOMERS_FORMER_OBJECT_ID_CLAIM: 'formerObjectId',
  // The plain ones of every other test.
  TENANT_NAME: '',
  APP_CLIENT_ID: '',
  OPENAPI_CLIENT_ID: '',
  AUTH_POLICY_NAME: '',
  AUTHORITY_HOST: '',
});

beforeAll(async () => {
  [b2c, entra, externalId] = await Promise.all([
    KeyServer.start(policyName),
    EntraServer.start('one tenant'),
    EntraServer.start('External ID'),
  ]);
  b2c.policy(policyName).issuer = `https://contoso.b2clogin.com/${homeTenant}/v2.0/`;
  api = await (await Api.start(b2c, environment())).whenReady();
  for (const provider of providers) {
    while ((await statusOf(tokenFrom(provider))) !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});

afterAll(async () => {
  await api.close();
  await Promise.all([b2c.down(), entra.stop(), externalId.stop()]);
});

function keyOf(provider: Provider): SigningKey {
  const key = {
    customers: b2c.policy(policyName).keys[0],
    staff: entra.keys[0]?.key,
    'new-customers': externalId.keys[0]?.key,
  }[provider];
  if (!key) {
    throw new Error(`${provider} has no key`);
  }
  return key;
}

/** A valid token of a provider, unless claims or a key say otherwise. */
function tokenFrom(
  provider: Provider,
  claims: Record<string, unknown> = {},
  key: SigningKey = keyOf(provider),
): string {
  const aud = audiences[provider];
  switch (provider) {
    case 'customers':
      return tokenOf(b2c, {
        claims: { aud, ...claims },
        header: { kid: key.kid },
        key: key.privateKey,
      });
    case 'staff':
      return entra.token({ aud, ...claims }, key);
    case 'new-customers':
      return externalId.token({ aud, ...claims }, key);
  }
}

const statusOf = async (token: string, path = '/me') => (await api.call(path, { token })).status;

async function refusalOf(token: string): Promise<string | undefined> {
  const answer = await api.call('/me', { token });
  const line = (await logLineOf({ api }, answer)) as { readonly refusal?: string };
  return line.refusal;
}

const pairs = providers.flatMap((one) =>
  providers.filter((other) => other !== one).map((other) => [one, other] as const),
);

it.each(providers)('says that a token is of %s', async (provider) => {
  const answer = await api.call('/me', { token: tokenFrom(provider) });
  expect(answer.body).toMatchObject({ provider, objectId: ada, tenant: homeTenant });
  expect(await logLineOf({ api }, answer)).toMatchObject({ provider });
});

describe.each(pairs)('a token of %s', (one, other) => {
  it(`with the audience of ${other}`, async () => {
    expect(await refusalOf(tokenFrom(one, { aud: audiences[other] }))).toBe('audience');
  });

  it(`with the key of ${other}`, async () => {
    expect(await refusalOf(tokenFrom(one, {}, keyOf(other)))).toBe('unknown_key');
  });

  it(`with the kid of ${one} and the key of ${other}`, async () => {
    const { kid } = keyOf(one);
    const forged = tokenFrom(one, {}, { ...keyOf(other), kid });
    expect(await refusalOf(forged)).toBe('signature');
  });

  it(`with the issuer of ${other}`, async () => {
    const claims = JSON.parse(
      Buffer.from(tokenFrom(other).split('.')[1] ?? '', 'base64url').toString(),
    ) as { readonly iss: string };
    expect(await statusOf(tokenFrom(one, { iss: claims.iss }))).toBe(401);
    expect(await statusOf(tokenFrom(one, { iss: claims.iss, aud: audiences[other] }))).toBe(401);
  });

  it(`with the version of ${other}, where it differs`, async () => {
    const ver = one === 'customers' ? '2.0' : '1.0';
    expect(await statusOf(tokenFrom(one, { ver }))).toBe(401);
  });
});

it('challenges with the provider that the token came from, else with the first', async () => {
  const challengeOf = async (token?: string) =>
    (await api.call('/tasks', { ...(token !== undefined && { token }) })).headers.get(
      'www-authenticate',
    );
  expect(await challengeOf()).toContain(`authorization_uri="${b2c.origin}/`);
  expect(await challengeOf(tokenFrom('staff', { scp: 'other' }))).toContain(
    `scope="api://${audiences.staff}/tasks.read", authorization_uri="${entra.origin}/`,
  );
  expect(await challengeOf(tokenFrom('new-customers', { exp: 1 }))).toContain(
    `authorization_uri="${externalId.origin}/`,
  );
});

it('keeps a full access scope to the provider that has one', async () => {
  expect(await statusOf(tokenFrom('staff', { scp: 'user_impersonation' }), '/tasks')).toBe(403);
});

it('refuses a policy claim in place of an issuer, and an issuer of nobody', async () => {
  const iss = 'https://evil.example/';
  expect(await refusalOf(tokenFrom('customers', { iss }))).toBe('issuer');
  expect(await refusalOf(tokenFrom('staff', { iss, tfp: policyName }))).toBe('issuer');
});

it('accepts no token by a provider whose issuer it does not name', async () => {
  const claim = (...values: readonly unknown[]) =>
    fc.option(fc.constantFrom(...values), { nil: undefined });
  const claims = fc.record(
    {
      aud: claim(...Object.values(audiences)),
      ver: claim('1.0', '2.0'),
      tid: claim(homeTenant, formerTenant),
      tfp: claim(policyName),
      acr: claim(policyName),
      iss: claim(
        b2c.policy(policyName).issuer,
        `https://login.microsoftonline.com/${homeTenant}/v2.0`,
        `https://${homeTenant}.ciamlogin.com/${homeTenant}/v2.0`,
        'https://login.microsoftonline.com/{tenantid}/v2.0',
      ),
      scp: claim('tasks.read'),
      roles: claim(['Tasks.Read.All']),
      idtyp: claim('app', 'user'),
      azp: claim(audiences.staff),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...providers),
      fc.constantFrom(...providers),
      claims,
      async (shape, signer, deviation) => {
        const token = tokenFrom(shape, deviation, keyOf(signer));
        const answer = await api.call<{ readonly provider?: string }>('/me', { token });
        const { iss } = JSON.parse(
          Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
        ) as { readonly iss?: string };
        const issuers = {
          customers: b2c.policy(policyName).issuer,
          staff: `https://login.microsoftonline.com/${homeTenant}/v2.0`,
          'new-customers': `https://${homeTenant}.ciamlogin.com/${homeTenant}/v2.0`,
        };
        const refused = answer.status === 401;
        expect(answer.status).toBe(refused ? 401 : 200);
        expect(refused ? signer : answer.body.provider).toBe(signer);
        expect(refused || iss === issuers[signer]).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

describe('owners', () => {
  const body = { title: 'The same person' };
  const tasksOf = async (token: string) =>
    (await api.call<{ items: readonly unknown[] }>('/tasks', { token })).body.items.length;

  it('are the same person through B2C and External ID of one tenant', async () => {
    const before = await tasksOf(tokenFrom('new-customers'));
    await api.call('/tasks', { method: 'POST', token: tokenFrom('customers'), body });
    expect(await tasksOf(tokenFrom('new-customers'))).toBe(before + 1);
    expect(await tasksOf(tokenFrom('staff', { oid: 'somebody-else' }))).toBe(0);
  });

  it('keep what they had in a former tenant, by the claim that says so', async () => {
    const oid = 'bbbbbbbb-1111-4111-8111-111111111111';
    const formerObjectId = 'CCCCCCCC-1111-4111-8111-111111111111';
    const moved = tokenFrom('new-customers', { oid, formerObjectId });
    await api.call('/tasks', { method: 'POST', token: moved, body });
    expect(await tasksOf(moved)).toBe(1);
    expect(await tasksOf(tokenFrom('new-customers', { oid }))).toBe(0);
    const lower = formerObjectId.toLowerCase();
    expect(await tasksOf(tokenFrom('new-customers', { oid: 'x', formerObjectId: lower }))).toBe(1);
  });

  it.each(['', 'x', null, 7, [], ['CCCCCCCC-1111-4111-8111-111111111111'], `{${ada}}`])(
    'are refused with a former object id of %j',
    async (formerObjectId) => {
      expect(await refusalOf(tokenFrom('new-customers', { formerObjectId }))).toBe('former_owner');
    },
  );

  it('do not come from the claim in tokens of other providers', async () => {
    expect(await statusOf(tokenFrom('customers', { formerObjectId: 'x' }))).toBe(200);
  });
});

it('explains whose token it is, and what else another provider would refuse', async () => {
  const explanation = await explained(api, tokenFrom('staff'));
  expect(explanation).toMatchObject({ verdict: 'acceptable', provider: 'staff' });
  expect(explanation.others?.map(({ provider }) => provider)).toEqual([
    'customers',
    'new-customers',
  ]);
  expect(explanation.others?.[1]?.faults).toEqual(['audience']);
});
