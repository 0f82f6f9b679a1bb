import type { ProviderOptions } from '../auth.options.js';
import { b2cProvider } from './b2c.provider.js';
import { multiTenantProvider, singleTenantProvider } from './entra.provider.js';
import type { ProviderRules } from './provider-rules.js';

/** The one place that asks which identity provider it is. */
export function createProviderRules(options: ProviderOptions): ProviderRules {
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

export { endpointsBeside } from './endpoints.js';
export { asGuid, guidsIn } from './guid.js';
export {
  b2c,
  entraId,
  externalId,
  type B2cTenant,
  type EntraTenant,
  type ExternalIdTenant,
} from './provider-builders.js';
export { clientOf, isSameId, type ProviderRules, type JsonObject } from './provider-rules.js';
