import { GraphServer, type Directory } from '../support/graph-server.js';

const tenantId = '33333333-3333-4333-8333-333333333333';
const graph = new GraphServer();

interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly identifierUris?: readonly string[];
  readonly api: { readonly oauth2PermissionScopes: readonly { readonly id: string }[] };
  readonly spa?: { readonly redirectUris: readonly string[] };
}

/** What there is after a first run for one tenant of Entra ID, and what that run printed. */
let registered: Directory;
let printed: string;

beforeAll(async () => {
  await graph.up();
  graph.directory = emptyDirectory();
  printed = (await run('entra')).stdout;
  registered = graph.directory;
});
beforeEach(() => {
  graph.directory = structuredClone(registered);
  graph.changes = 0;
});
afterAll(() => graph.down());

function emptyDirectory(): Directory {
  return {
    organization: [{ id: tenantId }],
    applications: [],
    servicePrincipals: [],
    oauth2PermissionGrants: [],
  };
}

function run(...args: readonly string[]) {
  return graph.run('register-applications.mjs', ...args);
}

function applications(): Application[] {
  return graph.directory['applications'] as unknown as Application[];
}

function named(name: string): Application {
  const found = applications().filter(({ displayName }) => displayName === name);
  if (found.length !== 1) {
    throw new Error(`${found.length} registrations are called ${name}`);
  }
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
        resourceAccess: api.api.oauth2PermissionScopes.map(({ id }) => ({ id, type: 'Scope' })),
      },
    ],
  });
  expect(graph.directory['oauth2PermissionGrants']).toMatchObject([
    { consentType: 'AllPrincipals', scope: 'tasks.read tasks.write' },
  ]);
});

it('changes nothing when it is run again', async () => {
  expect(await run('entra')).toMatchObject({ status: 0, stdout: printed });
  expect(graph.directory).toEqual(registered);
  expect(graph.changes).toBe(0);
});

it.each([
  ['b2c', 'AzureADandPersonalMicrosoftAccount'],
  ['external-id', 'AzureADMyOrg'],
])('registers the same for customers, and can be run again: %s', async (provider, audience) => {
  graph.directory = emptyDirectory();
  const args = [provider, '--tenant-name', 'contoso'];
  const first = await run(...args);
  const { appId, identifierUris, signInAudience } = named('Tasks API');
  expect(first.status).toBe(0);
  expect(identifierUris).toEqual([`https://contoso.onmicrosoft.com/${appId}`]);
  expect(signInAudience).toBe(audience);
  const made = structuredClone(graph.directory);
  expect(await run(...args)).toMatchObject({ status: 0, stdout: first.stdout });
  expect(graph.directory).toEqual(made);
});

it('adds what is missing and keeps what others added', async () => {
  const [api, page] = applications() as [Application, Application];
  const [read] = api.api.oauth2PermissionScopes;
  const own = { id: '44444444-4444-4444-8444-444444444444', value: 'reports.read' };
  Object.assign(api.api, { oauth2PermissionScopes: [own, read] });
  Object.assign(page, { spa: { redirectUris: ['https://tasks.contoso.com/oauth2-redirect'] } });
  expect((await run('entra')).status).toBe(0);
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

it('goes on where an earlier run broke off', async () => {
  applications().pop();
  graph.directory['oauth2PermissionGrants'] = [];
  expect((await run('entra')).status).toBe(0);
  expect(applications()).toHaveLength(2);
  expect(graph.directory['oauth2PermissionGrants']).toHaveLength(1);
});

it('leaves a registration of the same name alone that it did not make, unless it is told to', async () => {
  const foreign = {
    id: 'object',
    appId: '55555555-5555-4555-8555-555555555555',
    displayName: 'Tasks API',
    signInAudience: 'AzureADMyOrg',
  };
  graph.directory = { ...emptyDirectory(), applications: [foreign] };
  const { status, stdout, stderr } = await run('entra');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('that this script did not make');
  expect(graph.changes).toBe(0);

  expect((await run('entra', '--adopt')).status).toBe(0);
  expect(named('Tasks API').appId).toBe(foreign.appId);
});

it('does not change who may sign in to a registration that exists', async () => {
  const { status, stderr } = await run('entra', '--many-tenants');
  expect(status).toBe(1);
  expect(stderr).toContain('is for AzureADMyOrg');
  expect(graph.changes).toBe(0);
});

it('waits for a registration that Microsoft Graph does not know everywhere yet', async () => {
  graph.delays = 1;
  expect((await run('entra', '--name', "Ada's tasks")).status).toBe(0);
  expect(named("Ada's tasks").identifierUris).toHaveLength(1);
  expect(graph.directory['servicePrincipals']).toHaveLength(4);
});

it.each([[[]], [['azure']], [['b2c']]])(
  'explains itself when it is called wrongly: %j',
  async (args) => {
    const { status, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain('usage: ');
    expect(graph.changes).toBe(0);
  },
);
