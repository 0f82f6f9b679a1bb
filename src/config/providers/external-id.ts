import type { ExternalIdEnvironment } from '../environment.schema.js';
import type { ProviderSettings } from '../settings.js';
import { discoveryPath } from './discovery-path.js';

/**
 * Where an Entra External ID tenant keeps its documents. The issuer that they announce has another
 * host, by the tenant's GUID; keys are taken from here all the same.
 * https://learn.microsoft.com/entra/external-id/customers/concept-authentication-methods-customers
 */
export function externalIdProvider(environment: ExternalIdEnvironment): ProviderSettings {
  const { TENANT_NAME: name, TENANT_ID: tenantId, AUTHORITY_HOST } = environment;
  const address = `${AUTHORITY_HOST ?? `https://${name}.ciamlogin.com`}/${tenantId}`;
  return {
    token: {
      kind: 'external-id',
      source: { name, discoveryUrl: `${address}/v2.0${discoveryPath}` },
      tenantId,
      // Everybody is a customer of the tenant, wherever the account came from.
      allowGuests: true,
    },
    authorizationServers: [`${address}/v2.0`],
    authorizationUrl: `${address}/oauth2/v2.0/authorize`,
    tokenUrl: `${address}/oauth2/v2.0/token`,
    scopePrefix:
      environment.APP_ID_URI ?? `https://${name}.onmicrosoft.com/${environment.APP_CLIENT_ID}`,
  };
}
