import type { ProviderOptions } from '../auth.options.js';
import { b2cProvider } from './b2c.provider.js';
import { multiTenantProvider, singleTenantProvider } from './entra.provider.js';
import type { IdentityProvider } from './identity-provider.js';

/** The one place that asks which identity provider it is. */
export function identityProvider(options: ProviderOptions): IdentityProvider {
  switch (options.kind) {
    case 'b2c':
      return b2cProvider(options);
    case 'entra':
    case 'external-id':
      return singleTenantProvider(options);
    case 'entra-multi-tenant':
      return multiTenantProvider(options);
  }
}

export { asGuid, guidsIn } from './guid.js';
export {
  b2c,
  entraId,
  externalId,
  type B2cTenant,
  type EntraTenant,
  type ExternalIdTenant,
} from './provider-builders.js';
export { clientOf, isSameId, type IdentityProvider, type JsonObject } from './identity-provider.js';
