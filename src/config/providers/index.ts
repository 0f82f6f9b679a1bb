import type { ProviderEnvironment } from '../environment.schema.js';
import type { ProviderSettings } from '../settings.js';
import { b2cSettings } from './b2c.js';
import { entraSettings } from './entra.js';
import { externalIdSettings } from './external-id.js';

export { findSameIssuers } from './same-issuers.js';

/**
 * The one place where the addresses of a provider come from.
 *
 * @param name of the provider, in logs and for callers
 */
export function providerSettings(environment: ProviderEnvironment, name: string): ProviderSettings {
  const { FORMER_TENANT_ID: tenantId, FORMER_OBJECT_ID_CLAIM: claim } = environment;
  const common = {
    name,
    audience: environment.APP_CLIENT_ID,
    fullAccessScope: environment.FULL_ACCESS_SCOPE,
    allowedClients: environment.ALLOWED_CLIENTS,
    formerOwner: tenantId !== undefined && claim !== undefined ? { tenantId, claim } : undefined,
    documentationClientId: environment.OPENAPI_CLIENT_ID,
  };
  switch (environment.IDENTITY_PROVIDER) {
    case 'b2c':
      return { ...common, ...b2cSettings(environment) };
    case 'entra':
      return { ...common, ...entraSettings(environment) };
    case 'external-id':
      return { ...common, ...externalIdSettings(environment) };
  }
}
