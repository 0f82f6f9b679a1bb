import { AzureCli } from '../support/azure-cli.js';

const tenantId = '33333333-3333-4333-8333-333333333333';
const cli = new AzureCli();

interface Scope {
  readonly id: string;
  readonly value: string;
}
interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly identifierUris?: readonly string[];
  readonly api: { readonly oauth2PermissionScopes?: readonly Scope[] };
  readonly spa?: { readonly redirectUris: readonly string[] };
}
interface Directory {
  readonly applications: Application[];
  readonly oauth2PermissionGrants: { readonly scope: string }[];
  readonly calls: { readonly method: string }[];
}

/** What there is after a first run for one tenant of Entra ID, and what that run printed. */
let registered: Directory;
let printed: string;

beforeAll(() => {
  write();
  printed = run('entra').stdout;
  registered = directory();
});
beforeEach(() => write(registered));
afterAll(() => cli.remove());

function write(change: object = {}): void {
  cli.write({ tenantId, ...change });
}

function directory(): Directory {
  return cli.read() as Directory;
}

function run(...args: readonly string[]) {
  return cli.run('register-applications.mjs', ...args);
}

function changes(): number {
  return directory().calls.filter(({ method }) => method !== 'GET').length;
}

function named(name: string): Application {
  const found = directory().applications.filter(({ displayName }) => displayName === name);
  if (found.length !== 1) throw new Error(`${found.length} registrations are called ${name}`);
  return found[0]!;
}

it('registers the API and the documentation page of one tenant', () => {
  const api = named('Tasks API');
  const page = named('Tasks API documentation');
  expect(printed).toBe(
    `IDENTITY_PROVIDER=entra\nTENANT_ID=${tenantId}\nAPP_CLIENT_ID=${api.appId}\nOPENAPI_CLIENT_ID=${page.appId}\n`,
  );
  expect(api).toMatchObject({
    signInAudience: 'AzureADMyOrg',
    identifierUris: [`api://${api.appId}`],
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [{ value: 'tasks.read' }, { value: 'tasks.write' }],
    },
    appRoles: [{ value: 'Tasks.Read.All' }, { value: 'Tasks.ReadWrite.All' }],
    optionalClaims: { accessToken: [{ name: 'idtyp' }, { name: 'acct' }] },
  });
  expect(page).toMatchObject({
    spa: { redirectUris: ['http://localhost:8000/oauth2-redirect'] },
    requiredResourceAccess: [
      {
        resourceAppId: api.appId,
        resourceAccess: api.api.oauth2PermissionScopes?.map(({ id }) => ({ id, type: 'Scope' })),
      },
    ],
  });
  expect(directory().oauth2PermissionGrants).toMatchObject([
    { consentType: 'AllPrincipals', scope: 'tasks.read tasks.write' },
  ]);
});

it('changes nothing when it is run again', () => {
  expect(run('entra')).toMatchObject({ status: 0, stdout: printed });
  expect(directory()).toEqual({ ...registered, calls: expect.any(Array) as unknown });
});

it.each([
  ['b2c', 'AzureADandPersonalMicrosoftAccount'],
  ['external-id', 'AzureADMyOrg'],
])(
  'registers the same in a tenant of customers, and can be run again: %s',
  (provider, audience) => {
    write();
    const args = [provider, '--tenant-name', 'contoso'];
    const first = run(...args);
    const made = directory();
    const { appId, identifierUris, signInAudience } = named('Tasks API');
    expect(first.status).toBe(0);
    expect(identifierUris).toEqual([`https://contoso.onmicrosoft.com/${appId}`]);
    expect(signInAudience).toBe(audience);
    expect(run(...args)).toMatchObject({ status: 0, stdout: first.stdout });
    expect(directory()).toEqual({ ...made, calls: expect.any(Array) as unknown });
  },
);

it('adds what is missing and keeps what others added', () => {
  const { applications, ...rest } = registered;
  const [api, page] = applications as [Application, Application];
  const [read] = api.api.oauth2PermissionScopes ?? [];
  const own = { id: '44444444-4444-4444-8444-444444444444', value: 'reports.read' };
  write({
    ...rest,
    applications: [
      { ...api, api: { ...api.api, oauth2PermissionScopes: [own, read] } },
      { ...page, spa: { redirectUris: ['https://tasks.contoso.com/oauth2-redirect'] } },
    ],
  });
  expect(run('entra').status).toBe(0);
  expect(named('Tasks API').api.oauth2PermissionScopes).toEqual([
    own,
    read,
    expect.objectContaining({ value: 'tasks.write' }),
  ]);
  expect(named('Tasks API documentation').spa?.redirectUris).toEqual([
    'https://tasks.contoso.com/oauth2-redirect',
    'http://localhost:8000/oauth2-redirect',
  ]);
});

it('goes on where an earlier run broke off', () => {
  const { applications, ...rest } = registered;
  write({ ...rest, applications: applications.slice(0, 1), oauth2PermissionGrants: [] });
  expect(run('entra').status).toBe(0);
  expect(directory().applications).toHaveLength(2);
  expect(directory().oauth2PermissionGrants).toHaveLength(1);
});

it('leaves a registration of the same name alone that it did not make, unless it is told to', () => {
  const foreign = {
    id: 'object',
    appId: '55555555-5555-4555-8555-555555555555',
    displayName: 'Tasks API',
    signInAudience: 'AzureADMyOrg',
  };
  write({ applications: [foreign] });
  const { status, stdout, stderr } = run('entra');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('that this script did not make');
  expect(changes()).toBe(0);

  expect(run('entra', '--adopt').status).toBe(0);
  expect(named('Tasks API').appId).toBe(foreign.appId);
});

it('does not change who may sign in to a registration that exists', () => {
  const made = changes();
  expect(run('entra', '--many-tenants')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is for AzureADMyOrg') as string,
  });
  expect(changes()).toBe(made);
});

it('waits for a registration that Microsoft Graph does not know everywhere yet', () => {
  write({ delays: 1 });
  expect(run('entra', '--name', "Ada's tasks").status).toBe(0);
  expect(directory().applications).toHaveLength(2);
});

it.each([[[]], [['azure']], [['b2c']]])('explains itself when it is called wrongly: %j', (args) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain('usage: ');
  expect(directory()).toEqual(registered);
});
