import {
  defaultClientIds,
  defaultConfig,
  defaultSecrets,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import { freePort, type Visitor } from 'test-support';
import { Api } from '../../../test/support/api.js';
import { signIn } from './support/full-stack.js';
import { environmentOf, WebClient } from './support/web-client.js';

/** Another registration of the same applications, as each provider has. */
const apiIds = {
  b2c: defaultClientIds.api,
  'external-id': 'e1111111-1111-4111-8111-111111111111',
  staff: '5a111111-1111-4111-8111-111111111111',
};
type Provider = keyof typeof apiIds;
const customers = defaultConfig.tenant;
const staff = { name: 'contosostaff', id: '57aff000-0000-4000-8000-000000000001' };

let emulator: Emulator;
let api: Api;
const clients: Partial<Record<Provider, WebClient>> = {};

/** One API behind three providers, and the web client once for each, by configuration alone. */
beforeAll(async () => {
  const ports = {
    b2c: await freePort(),
    'external-id': await freePort(),
    staff: await freePort(),
  };
  const applicationsOf = (provider: Provider) => {
    const resource = apiIds[provider];
    const scopes = ['tasks.read', 'tasks.write'];
    const origin = `http://localhost:${ports[provider]}`;
    const web = {
      clientId: defaultClientIds.web,
      secrets: [defaultSecrets.web],
      redirectUris: { web: [`${origin}/getAToken`, `${origin}/`] },
      permissions: [{ resource, scopes }],
    };
    return [
      { name: 'Tasks API', clientId: resource, scopes },
      { name: 'Web client', ...web },
    ];
  };
  emulator = await startEmulator({
    config: {
      applications: applicationsOf('b2c'),
      furtherTenants: [
        { provider: 'external-id', applications: applicationsOf('external-id') },
        {
          provider: 'entra',
          name: 'staff',
          tenant: staff,
          applications: applicationsOf('staff'),
          // The same object id, in another tenant.
          users: defaultConfig.users,
        },
      ],
    },
  });
  const host = emulator.httpOrigin;
  api = await Api.start(
    { origin: '' },
    {
      TENANT_NAME: '',
      APP_CLIENT_ID: '',
      OPENAPI_CLIENT_ID: '',
      AUTH_POLICY_NAME: '',
      IDENTITY_PROVIDERS: 'b2c,external-id,staff',
      B2C_TENANT_NAME: customers.name,
      B2C_APP_CLIENT_ID: apiIds.b2c,
      B2C_AUTH_POLICY_NAME: 'B2C_1_signupsignin',
      B2C_AUTHORITY_HOST: host,
      EXTERNAL_ID_IDENTITY_PROVIDER: 'external-id',
      EXTERNAL_ID_TENANT_NAME: customers.name,
      EXTERNAL_ID_TENANT_ID: customers.id,
      EXTERNAL_ID_APP_CLIENT_ID: apiIds['external-id'],
      EXTERNAL_ID_AUTHORITY_HOST: host,
      STAFF_IDENTITY_PROVIDER: 'entra',
      STAFF_TENANT_ID: staff.id,
      STAFF_APP_CLIENT_ID: apiIds.staff,
      STAFF_AUTHORITY_HOST: host,
    },
  );
  await api.whenAllKeysAreThere();

  const customersApi = `https://contoso.onmicrosoft.com/${apiIds['external-id']}`;
  const changes: Readonly<Record<Provider, Readonly<Record<string, string>>>> = {
    b2c: {},
    'external-id': {
      IDENTITY_PROVIDER: 'external-id',
      TENANT_NAME: customers.name,
      TENANT_ID: customers.id,
      SCOPE: `${customersApi}/tasks.read ${customersApi}/tasks.write`,
    },
    staff: {
      IDENTITY_PROVIDER: 'entra',
      TENANT_ID: staff.id,
      SCOPE: `api://${apiIds.staff}/tasks.read api://${apiIds.staff}/tasks.write`,
    },
  };
  for (const provider of Object.keys(changes) as Provider[]) {
    const endpoint = `${api.origin}/tasks`;
    clients[provider] = await WebClient.start({
      ...environmentOf({ authorityHost: host, endpoint, port: ports[provider] }),
      ...changes[provider],
    });
  }
});
afterAll(async () => {
  await Promise.all(Object.values(clients).map((client) => client.close()));
  await api.close();
  await emulator.close();
});

const originOf = (provider: Provider) => clients[provider]?.origin ?? '';

/** Signs the demo person in, and returns their browser and the page of their tasks. */
const tasksOf = (provider: Provider, visitor?: Visitor) =>
  signIn({ origin: originOf(provider) }, visitor, '/tasks');

it('shows a person the same tasks through B2C and External ID of one tenant', async () => {
  const before = await tasksOf('b2c');
  await before.visitor.submit(before.page, 'tasks', { title: 'Added through B2C' });
  const after = await tasksOf('external-id');
  expect(after.page.text).toContain('>Added through B2C<');
  await after.visitor.submit(after.page, 'tasks', { title: 'Added through External ID' });
  const again = await before.visitor.open(`${originOf('b2c')}/tasks`);
  expect(again.text).toContain('>Added through External ID<');
});

it('shows staff nothing of a customer with the same object id', async () => {
  const customer = await tasksOf('b2c');
  await customer.visitor.submit(customer.page, 'tasks', { title: 'Of a customer' });
  const { visitor, page } = await tasksOf('staff');
  expect(page.text).toContain('Nothing here yet.');
  const added = await visitor.submit(page, 'tasks', { title: 'Of staff' });
  expect(added.text).toContain('>Of staff<');
  expect(added.text).not.toContain('Of a customer');
});
