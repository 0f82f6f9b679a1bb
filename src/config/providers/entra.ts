import type { EntraEnvironment } from '../environment.schema.js';
import { endpointsOf, ofApplication } from './endpoints.js';

/**
 * Where Entra ID publishes its documents: one set for a tenant, or one for many.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints
 */
export function entraSettings(environment: EntraEnvironment) {
  const { TENANT_ID: tenantId, APP_CLIENT_ID, APP_ID_URI, AUTHORITY_HOST } = environment;
  const host = AUTHORITY_HOST ?? 'https://login.microsoftonline.com';
  const { authorizationServer, discoveryUrl, ...urls } = endpointsOf(`${host}/${tenantId}`);
  const common = {
    keySet: { name: tenantId, discoveryUrl: ofApplication(discoveryUrl, APP_CLIENT_ID) },
    allowGuests: environment.ALLOW_GUESTS,
    authorizationServers: [authorizationServer],
    ...urls,
    scopePrefix: APP_ID_URI ?? `api://${APP_CLIENT_ID}`,
  };
  if (!('ALLOWED_TENANTS' in environment)) {
    return { kind: 'entra', tenantId, ...common } as const;
  }
  const { ALLOWED_TENANTS: tenants } = environment;
  return {
    kind: 'entra-multi-tenant',
    ...(tenants !== '*' && { allowedTenants: tenants }),
    consumers: tenantId === 'common',
    ...common,
  } as const;
}
