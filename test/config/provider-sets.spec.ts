import { faultsOf } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

const tenant = '33333333-3333-4333-8333-333333333333';
const customers = {
  CUSTOMERS_TENANT_NAME: 'contoso',
  CUSTOMERS_APP_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  CUSTOMERS_AUTH_POLICY_NAME: 'B2C_1_signupsignin',
};
const staff = {
  OUR_STAFF_IDENTITY_PROVIDER: 'entra',
  OUR_STAFF_TENANT_ID: tenant,
  OUR_STAFF_APP_CLIENT_ID: '55555555-5555-4555-8555-555555555555',
};
const both = { IDENTITY_PROVIDERS: 'customers, our-staff', ...customers, ...staff };

it('reads each provider from its own variables', () => {
  const { providers } = parseSettings(both).auth;
  expect(providers.map(({ name, kind, audience }) => ({ name, kind, audience }))).toEqual([
    { name: 'customers', kind: 'b2c', audience: '11111111-1111-4111-8111-111111111111' },
    { name: 'our-staff', kind: 'entra', audience: '55555555-5555-4555-8555-555555555555' },
  ]);
});

it('names the one provider of the plain variables after its kind', () => {
  const plain = { IDENTITY_PROVIDER: 'entra', TENANT_ID: tenant, APP_CLIENT_ID: tenant };
  expect(parseSettings(plain).auth.providers.map(({ name }) => name)).toEqual(['entra']);
});

it('reports the faults of all providers at once, by the full names of the variables', () => {
  expect(
    Object.keys(
      faultsOf({ ...both, CUSTOMERS_TENANT_NAME: undefined, OUR_STAFF_TENANT_ID: 'x', PORT: 'y' }),
    ).toSorted(),
  ).toEqual(['CUSTOMERS_TENANT_NAME', 'OUR_STAFF_TENANT_ID', 'PORT']);
});

it('refuses plain variables beside the list', () => {
  expect(faultsOf({ ...both, TENANT_NAME: 'contoso', APP_CLIENT_ID: tenant })).toEqual({
    TENANT_NAME: expect.stringContaining('no provider of IDENTITY_PROVIDERS') as string,
    APP_CLIENT_ID: expect.stringContaining('no provider of IDENTITY_PROVIDERS') as string,
  });
  expect(faultsOf({ ...both, ALLOW_GUESTS: 'true' })).toHaveProperty('ALLOW_GUESTS');
});

it.each(['Customers', 'customers,customers', 'customers,our_staff', ',', 'x,x-former'])(
  'refuses the names %s',
  (IDENTITY_PROVIDERS) => {
    expect(Object.keys(faultsOf({ IDENTITY_PROVIDERS, ...customers, ...staff }))).toContain(
      'IDENTITY_PROVIDERS',
    );
  },
);

it.each([
  ['the same policy', { ...customers }],
  [
    'the same policy in another case',
    { ...customers, CUSTOMERS_AUTH_POLICY_NAME: 'b2c_1_SIGNUPSIGNIN' },
  ],
])('refuses two providers with the same issuer: %s', (_what, second) => {
  const others = Object.fromEntries(
    Object.entries(second).map(([name, value]) => [name.replace('CUSTOMERS', 'OTHERS'), value]),
  );
  expect(faultsOf({ IDENTITY_PROVIDERS: 'customers,others', ...customers, ...others })).toEqual({
    IDENTITY_PROVIDERS: 'lists customers and others, which have the same issuer',
  });
});

it('refuses a tenant beside a provider of many that accepts it', () => {
  const many = {
    IDENTITY_PROVIDERS: 'our-staff,all',
    ...staff,
    ALL_IDENTITY_PROVIDER: 'entra',
    ALL_TENANT_ID: 'common',
    ALL_APP_CLIENT_ID: tenant,
  };
  expect(faultsOf({ ...many, ALL_ALLOWED_TENANTS: '*' })).toHaveProperty('IDENTITY_PROVIDERS');
  expect(faultsOf({ ...many, ALL_ALLOWED_TENANTS: tenant })).toHaveProperty('IDENTITY_PROVIDERS');
  expect(
    faultsOf({ ...many, ALL_ALLOWED_TENANTS: '99999999-9999-4999-8999-999999999999' }),
  ).toEqual({});
});

it('needs both variables of former owners, or neither', () => {
  const claim = { CUSTOMERS_FORMER_OBJECT_ID_CLAIM: 'formerObjectId' };
  const from = { CUSTOMERS_FORMER_TENANT_ID: tenant.toUpperCase() };
  expect(faultsOf({ ...both, ...claim })).toHaveProperty('CUSTOMERS_FORMER_TENANT_ID');
  expect(faultsOf({ ...both, ...from })).toHaveProperty('CUSTOMERS_FORMER_OBJECT_ID_CLAIM');
  expect(parseSettings({ ...both, ...claim, ...from }).auth.providers[0].formerOwner).toEqual({
    tenantId: tenant,
    claim: 'formerObjectId',
  });
});

it.each(['name', 'oid', 'sub', 'email', 'two words'])(
  'does not take the claim %s for a former object id',
  (claim) => {
    const former = { CUSTOMERS_FORMER_TENANT_ID: tenant, CUSTOMERS_FORMER_OBJECT_ID_CLAIM: claim };
    expect(faultsOf({ ...both, ...former })).toHaveProperty('CUSTOMERS_FORMER_OBJECT_ID_CLAIM');
  },
);

it('warns of misspelt variables of a provider, and of those that have no effect', () => {
  const { warnings } = parseSettings({
    ...both,
    CUSTOMERS_ALOWED_CLIENTS: tenant,
    OUR_STAFF_AUTH_POLICY_NAME: 'B2C_1_x',
  });
  expect(warnings).toEqual([
    'OUR_STAFF_AUTH_POLICY_NAME has no effect with OUR_STAFF_IDENTITY_PROVIDER=entra',
    expect.stringMatching(/CUSTOMERS_ALOWED_CLIENTS .* CUSTOMERS_ALLOWED_CLIENTS\?$/),
  ]);
});
