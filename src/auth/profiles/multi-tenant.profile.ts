import type { MultiTenantTokenOptions } from '../auth.options.js';
import type { JsonObject } from '../compact-token.js';
import type { TokenFault } from '../refusal.js';
import type { TokenProfile } from './token-profile.js';
import { appPermissions, consumerTenant, isGuest, tenantIn, v1Fault } from './v2-claims.js';

/**
 * Entra ID with many tenants, which all use one set of signing keys. So that no tenant can speak for
 * another, issuer, tenant and key must agree.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#multitenant-applications
 */
export function multiTenantProfile(options: MultiTenantTokenOptions): TokenProfile {
  const { source, consumers, allowGuests } = options;
  const allowed = options.allowedTenants && new Set(options.allowedTenants);
  const isAllowed = (tenant: string) =>
    (allowed?.has(tenant) ?? true) && (consumers || tenant !== consumerTenant);
  const checkTenant = (claims: JsonObject): TokenFault | undefined => {
    const tenant = tenantIn(claims);
    return tenant !== undefined && isAllowed(tenant) ? undefined : 'tenant';
  };
  return {
    version: '2.0',
    sources: [source],
    sourceOf: () => source,
    checkIssuerShape: (claims) =>
      v1Fault(claims) ?? (typeof claims['iss'] === 'string' ? checkTenant(claims) : 'issuer'),
    isIssuer: isIssuerOfTenant,
    // A key without an issuer could be any tenant's, so it is nobody's.
    acceptsKeyOf: (claims, keyIssuer) =>
      keyIssuer !== undefined && isIssuerOfTenant(claims, keyIssuer),
    checkOwnClaims: (claims) => (!allowGuests && isGuest(claims) ? 'guest' : undefined),
    tenantOf: (claims) => tenantIn(claims) ?? '',
    policyOf: () => null,
    appPermissionsOf: appPermissions,
  };
}

/** Whether `iss` is what a template becomes with the token's own tenant in it. */
function isIssuerOfTenant({ iss, tid }: JsonObject, template: string): boolean {
  return iss === template.replace('{tenantid}', String(tid));
}
