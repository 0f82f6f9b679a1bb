import {
  defaultClientIds,
  defaultConfig,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import { useDoctor } from '../support/doctor.js';
import { otherTenant } from '../support/entra-modes.js';
import { freePort } from 'test-support';
import { policyName } from '../support/provider.js';

const { base, emulator, run } = useDoctor();
let entra: Emulator;

beforeAll(async () => {
  entra = await startEmulator({ config: { provider: 'entra' } });
});
afterAll(() => entra.close());

/** Customers in B2C and staff in Entra ID. */
const environment = () => {
  const { DATA_DIR } = base();
  return {
    DATA_DIR,
    IDENTITY_PROVIDERS: 'customers,our-staff',
    CUSTOMERS_TENANT_NAME: 'contoso',
    CUSTOMERS_TENANT_ID: defaultConfig.tenant.id,
    CUSTOMERS_APP_CLIENT_ID: defaultClientIds.api,
    CUSTOMERS_OPENAPI_CLIENT_ID: defaultClientIds.documentation,
    CUSTOMERS_AUTH_POLICY_NAME: policyName,
    CUSTOMERS_AUTHORITY_HOST: emulator().httpOrigin,
    OUR_STAFF_IDENTITY_PROVIDER: 'entra',
    OUR_STAFF_TENANT_ID: defaultConfig.tenant.id,
    OUR_STAFF_APP_CLIENT_ID: '55555555-5555-4555-8555-555555555555',
    OUR_STAFF_AUTHORITY_HOST: entra.httpOrigin,
  };
};

const linesOf = async (variables: Readonly<Record<string, string>> = {}) => {
  const { status, output } = await run({ ...environment(), ...variables });
  return { status, lines: output.split('\n') };
};

it('checks every provider, and says which each finding is about', async () => {
  const { status, lines } = await linesOf();
  expect(status).toBe(0);
  const checks = lines.flatMap((line) => /^(\S+ {2}[^:]+: [^:]+): /.exec(line)?.[1] ?? []);
  expect(checks).toEqual(
    expect.arrayContaining([
      `passed  customers: discovery (${policyName})`,
      `passed  customers: issuer (${policyName})`,
      'passed  customers: clock',
      'passed  customers: documentation sign-in',
      `passed  our-staff: discovery (${defaultConfig.tenant.id})`,
      `passed  our-staff: issuer (${defaultConfig.tenant.id})`,
      'passed  our-staff: clock',
      'skipped  our-staff: token version',
    ]),
  );
});

it('checks the others although one is down', async () => {
  const { status, lines } = await linesOf({
    CUSTOMERS_AUTHORITY_HOST: `http://localhost:${await freePort()}`,
  });
  expect(status).toBe(1);
  expect(lines).toContainEqual(
    expect.stringMatching(/^failed {2}customers: discovery .*nothing listens/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^passed {2}our-staff: keys .*1 of 1 usable/));
});

/** Variables that a text names. */
const variablesIn = (text = '') => text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];

it.each<[fault: string, variables: Record<string, string>, named: string]>([
  [
    'a policy that is not there',
    { CUSTOMERS_AUTH_POLICY_NAME: 'B2C_1_x' },
    'CUSTOMERS_AUTH_POLICY_NAME',
  ],
  ['an issuer of another tenant', { CUSTOMERS_TENANT_ID: otherTenant }, 'CUSTOMERS_TENANT_ID'],
  [
    'an unknown client',
    { CUSTOMERS_OPENAPI_CLIENT_ID: otherTenant },
    'CUSTOMERS_OPENAPI_CLIENT_ID',
  ],
  ['an unknown tenant', { OUR_STAFF_TENANT_ID: otherTenant }, 'OUR_STAFF_TENANT_ID'],
  [
    'a host that does not exist',
    { OUR_STAFF_AUTHORITY_HOST: 'https://a.invalid' },
    'OUR_STAFF_AUTHORITY_HOST',
  ],
])('names variables as they are called for that provider: %s', async (_fault, variables, named) => {
  const { lines } = await linesOf(variables);
  const failures = lines.filter((line) => line.startsWith('failed'));
  expect(failures.flatMap(variablesIn)).toContain(named);
  for (const variable of failures.flatMap(variablesIn)) {
    expect(variable).toMatch(/^(CUSTOMERS|OUR_STAFF)_/);
  }
});

it('says which provider’s page has no sign-in', async () => {
  const { lines } = await linesOf();
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^skipped {2}our-staff: documentation sign-in: OUR_STAFF_OPENAPI_CLIENT_ID/,
    ),
  );
});

it('shows the value that is wrong, by the full name of its variable', async () => {
  const { status, lines } = await linesOf({ OUR_STAFF_TENANT_ID: 'contoso.com', PORT: '70000' });
  expect(status).toBe(1);
  expect(lines).toContainEqual(
    expect.stringMatching(/OUR_STAFF_TENANT_ID must be .* \(it is "contoso.com"\)/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/PORT must be .* \(it is "70000"\)/));
});

it('shows no secret, and no password in an address', async () => {
  const { lines } = await linesOf({
    DATABASE_URL: 'mysql://user:hidden-word@localhost/tasks',
    REDIS_URL: 'http://:hidden-word@localhost',
    GATEWAY_KEY: 'hidden-word',
    LOG_PSEUDONYM_KEY: 'hidden-word',
    HTTPS_PROXY: 'ftp://user:hidden-word@proxy',
    PUBLIC_URL: 'https://user:hidden-word@localhost/?a',
  });
  expect(lines.filter((line) => line.startsWith('failed'))).toHaveLength(6);
  expect(lines.join('\n')).not.toContain('hidden-word');
});
