import { defaultClientIds, defaultConfig, type PartialConfig } from '../../src/index.js';

/** Object id and e-mail of the person who is in both products of the shared tenant. */
export const demo = { id: 'de30de30-0000-4000-8000-000000000001', email: 'demo@contoso.example' };

/** Client ids of one tenant: registrations are not shared between products. */
export function clientIds(first: string) {
  const id = (digit: string) => `${first}${digit.repeat(7)}-1111-4111-8111-111111111111`;
  return { api: id('1'), web: id('4') };
}

/** The registrations of a further tenant: an API and a web client. */
export function registrations(first: string, optionalClaims: Record<string, string> = {}) {
  const { api, web } = clientIds(first);
  return [
    { name: 'Tasks API', clientId: api, scopes: ['tasks.read', 'tasks.write'], optionalClaims },
    {
      name: 'Web client',
      clientId: web,
      secrets: ['secret'],
      redirectUris: { web: ['http://localhost:5000/getAToken'] },
      permissions: [{ resource: api, scopes: ['tasks.read', 'tasks.write'] }],
    },
  ];
}

const password = 'Demo-pass-1';

/** Customers in B2C and External ID, as one tenant; staff in Entra ID; and a tenant that people moved to. */
export const severalTenants = {
  furtherTenants: [
    { provider: 'external-id', applications: registrations('a') },
    {
      name: 'staff',
      provider: 'entra',
      tenant: { name: 'fabrikam', id: 'fab00000-0000-4000-8000-000000000001' },
      applications: registrations('b'),
      users: [{ email: 'ada@fabrikam.example', password, attributes: { name: 'Ada' } }],
    },
    {
      name: 'moved',
      provider: 'external-id',
      tenant: { name: 'contosonew', id: '0e000000-0000-4000-8000-000000000001' },
      applications: registrations('c', { former_oid: 'extension_B2CObjectId' }),
      users: [
        { email: demo.email, password, attributes: { extension_B2CObjectId: demo.id } },
        { email: 'new@contoso.example', password },
      ],
    },
  ],
} satisfies PartialConfig;

/** The audience of each tenant's API. */
export const audiences: Record<string, string> = {
  b2c: defaultClientIds.api,
  'external-id': clientIds('a').api,
  staff: clientIds('b').api,
  moved: clientIds('c').api,
};

/** GUID of the tenant that B2C and External ID share. */
export const sharedTenantId = defaultConfig.tenant.id;
