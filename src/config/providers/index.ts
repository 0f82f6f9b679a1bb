import type { ValidEnvironment } from '../environment.schema.js';
import type { ProviderSettings } from '../settings.js';
import { b2cSettings } from './b2c.js';
import { entraSettings } from './entra.js';
import { externalIdSettings } from './external-id.js';

/** The one place where the addresses of a provider come from. */
export function providerSettings(environment: ValidEnvironment): ProviderSettings {
  const { IDENTITY_PROVIDER: name } = environment;
  const acceptedTokens = {
    name,
    audience: environment.APP_CLIENT_ID,
    fullAccessScope: environment.FULL_ACCESS_SCOPE,
    allowedClients: environment.ALLOWED_CLIENTS,
    documentationClientId: environment.OPENAPI_CLIENT_ID,
  };
  switch (environment.IDENTITY_PROVIDER) {
    case 'b2c':
      return { ...acceptedTokens, ...b2cSettings(environment) };
    case 'entra':
      return { ...acceptedTokens, ...entraSettings(environment) };
    case 'external-id':
      return { ...acceptedTokens, ...externalIdSettings(environment) };
  }
}
