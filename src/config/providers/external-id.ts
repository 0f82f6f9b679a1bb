import type { ExternalIdEnvironment } from '../environment.schema.js';
import { endpointsOf, ofApplication } from './endpoints.js';

/**
 * Where an Entra External ID tenant publishes its documents. The issuer that they announce has another
 * host, named after the tenant's GUID; keys are taken from here all the same.
 * https://learn.microsoft.com/entra/external-id/customers/concept-authentication-methods-customers
 */
export function externalIdSettings(environment: ExternalIdEnvironment) {
  const { TENANT_NAME: name, TENANT_ID: tenantId, APP_CLIENT_ID, APP_ID_URI } = environment;
  const domain = environment.TENANT_DOMAIN ?? `${name}.onmicrosoft.com`;
  const host = environment.AUTHORITY_HOST ?? `https://${name}.ciamlogin.com`;
  const { authorizationServer, discoveryUrl, ...urls } = endpointsOf(`${host}/${tenantId}`);
  return {
    kind: 'external-id',
    keySet: { name, discoveryUrl: ofApplication(discoveryUrl, APP_CLIENT_ID) },
    tenantId,
    // Everybody is a customer of the tenant, wherever the account came from.
    allowGuests: true,
    authorizationServers: [authorizationServer],
    ...urls,
    scopePrefix: APP_ID_URI ?? `https://${domain}/${APP_CLIENT_ID}`,
  } as const;
}
