import type { EntraEnvironment } from '../environment.schema.js';
import type { ProviderSettings, TokenSettings } from '../settings.js';
import { discoveryPath } from './discovery-path.js';

/**
 * Where Entra ID keeps its documents: one set for a tenant, or one for many.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints
 */
export function entraProvider(environment: EntraEnvironment): ProviderSettings {
  const { TENANT_ID: tenant, APP_CLIENT_ID, APP_ID_URI, AUTHORITY_HOST } = environment;
  const address = `${AUTHORITY_HOST ?? 'https://login.microsoftonline.com'}/${tenant}`;
  return {
    token: tokenSettings(environment, {
      name: tenant,
      discoveryUrl: `${address}/v2.0${discoveryPath}`,
    }),
    authorizationServers: [`${address}/v2.0`],
    authorizationUrl: `${address}/oauth2/v2.0/authorize`,
    tokenUrl: `${address}/oauth2/v2.0/token`,
    scopePrefix: APP_ID_URI ?? `api://${APP_CLIENT_ID}`,
  };
}

function tokenSettings(
  environment: EntraEnvironment,
  source: { readonly name: string; readonly discoveryUrl: string },
): TokenSettings {
  const { TENANT_ID: tenantId, ALLOW_GUESTS: allowGuests } = environment;
  if (!('ALLOWED_TENANTS' in environment)) return { kind: 'entra', source, tenantId, allowGuests };
  const { ALLOWED_TENANTS: tenants } = environment;
  return {
    kind: 'entra-multi-tenant',
    source,
    ...(tenants !== '*' && { allowedTenants: tenants }),
    consumers: tenantId === 'common',
    allowGuests,
  };
}
