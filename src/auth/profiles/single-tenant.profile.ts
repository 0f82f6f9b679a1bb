import type { SingleTenantTokenOptions } from '../auth.options.js';
import type { TokenProfile } from './token-profile.js';
import { appPermissions, isGuest, tenantIn, v1Fault } from './v2-claims.js';

/**
 * Entra ID with one tenant, and Entra External ID.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
export function singleTenantProfile(options: SingleTenantTokenOptions): TokenProfile {
  const { source, tenantId, allowGuests } = options;
  return {
    version: '2.0',
    sources: [source],
    sourceOf: () => source,
    checkIssuerShape: (claims) => {
      const fault = v1Fault(claims);
      if (fault) return fault;
      if (typeof claims['iss'] !== 'string') return 'issuer';
      return tenantIn(claims) === tenantId ? undefined : 'tenant';
    },
    isIssuer: (claims, announced) => claims['iss'] === announced,
    acceptsKeyOf: () => true,
    checkOwnClaims: (claims) => (!allowGuests && isGuest(claims) ? 'guest' : undefined),
    tenantOf: () => tenantId,
    policyOf: () => null,
    appPermissionsOf: appPermissions,
  };
}
