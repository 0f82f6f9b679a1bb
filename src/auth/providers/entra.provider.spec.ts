import { consumerTenant } from './entra.claims.js';
import { multiTenantProvider } from './entra.provider.js';

const tenant = '33333333-3333-4333-8333-333333333333';
const other = '77777777-7777-4777-8777-777777777777';
const provider = (options: { allowedTenants?: string[]; consumers?: boolean }) =>
  multiTenantProvider({
    name: 'entra',
    kind: 'entra-multi-tenant',
    keySet: { name: 'organizations', discoveryUrl: 'https://login.microsoftonline.com' },
    consumers: false,
    allowGuests: false,
    ...options,
  });
const faultOf = (tid: string, options: Parameters<typeof provider>[0]) =>
  provider(options).checkIssuerShape({ iss: `https://login.microsoftonline.com/${tid}/v2.0`, tid });

it('lets in the tenants that are listed, whatever the case of the GUID', () => {
  const options = { allowedTenants: [tenant] };
  expect(faultOf(tenant, options)).toBeUndefined();
  expect(faultOf(tenant.toUpperCase(), options)).toBeUndefined();
  expect(faultOf(other, options)).toBe('tenant');
});

it('counts personal accounts among everybody only where people may sign in with them', () => {
  expect(faultOf(other, {})).toBeUndefined();
  expect(faultOf(consumerTenant, {})).toBe('tenant');
  expect(faultOf(consumerTenant, { consumers: true })).toBeUndefined();
});
