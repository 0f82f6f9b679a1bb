import type { ValidEnvironment } from '../environment.schema.js';
import type { ProviderSettings } from '../settings.js';
import { b2cProvider } from './b2c.js';
import { entraProvider } from './entra.js';
import { externalIdProvider } from './external-id.js';

/** The one place where the addresses of a provider come from. */
export function providerSettings(environment: ValidEnvironment): ProviderSettings {
  switch (environment.IDENTITY_PROVIDER) {
    case 'b2c':
      return b2cProvider(environment);
    case 'entra':
      return entraProvider(environment);
    case 'external-id':
      return externalIdProvider(environment);
  }
}
