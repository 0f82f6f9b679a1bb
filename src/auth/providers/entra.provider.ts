import type { MultiTenantOptions, SingleTenantOptions } from '../auth.options.js';
import type { TokenFault } from '../refusals/index.js';
import { appPermissions, consumerTenant, isGuest, tenantIn, v1Fault } from './entra.claims.js';
import type { ProviderRules, JsonObject } from './provider-rules.js';

/**
 * Entra ID with one tenant, and Entra External ID.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
export function singleTenantProvider(
  options: SingleTenantOptions & { readonly name: string },
): ProviderRules {
  const { keySet, tenantId } = options;
  return {
    ...commonTo(options),
    checkIssuerShape: (claims) => {
      const fault = v1Fault(claims);
      if (fault) {
        return fault;
      }
      if (typeof claims['iss'] !== 'string') {
        return 'issuer';
      }
      return tenantIn(claims) === tenantId ? undefined : 'tenant';
    },
    isIssuer: (claims, announced) => claims['iss'] === announced,
    acceptsKeyOf: () => true,
    tenantOf: () => tenantId,
    keySetOf: () => keySet,
  };
}

/**
 * Entra ID with many tenants, which all use one set of signing keys. So that no tenant can speak for
 * another, issuer, tenant and key must agree.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#multitenant-applications
 */
export function multiTenantProvider(
  options: MultiTenantOptions & { readonly name: string },
): ProviderRules {
  const { keySet, consumers } = options;
  const allowed = options.allowedTenants && new Set(options.allowedTenants);
  const isAllowed = (tenant: string) =>
    (allowed?.has(tenant) ?? true) && (consumers || tenant !== consumerTenant);
  const checkTenant = (claims: JsonObject): TokenFault | undefined => {
    const tenant = tenantIn(claims);
    return tenant !== undefined && isAllowed(tenant) ? undefined : 'tenant';
  };
  return {
    ...commonTo(options),
    checkIssuerShape: (claims) =>
      v1Fault(claims) ?? (typeof claims['iss'] === 'string' ? checkTenant(claims) : 'issuer'),
    isIssuer: isIssuerOfTenant,
    // A key without an issuer could be any tenant's, so it is refused.
    acceptsKeyOf: (claims, keyIssuer) =>
      keyIssuer !== undefined && isIssuerOfTenant(claims, keyIssuer),
    tenantOf: (claims) => tenantIn(claims) ?? '',
    keySetOf: () => keySet,
  };
}

/**
 * Names of the same authority. External ID's own keys are also published there.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
const keyHosts = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
];

function commonTo({
  name,
  keySet,
  allowGuests,
}: (SingleTenantOptions | MultiTenantOptions) & { readonly name: string }) {
  return {
    name,
    version: '2.0',
    keySets: [keySet],
    keyHosts,
    checkPolicy: () => undefined,
    checkAccount: (claims: JsonObject): TokenFault | undefined =>
      !allowGuests && isGuest(claims) ? 'guest' : undefined,
    policyOf: () => null,
    appPermissionsOf: appPermissions,
  };
}

/** Whether `iss` is what a template becomes with the token's own tenant in it. */
function isIssuerOfTenant({ iss, tid }: JsonObject, template: string): boolean {
  // Of any token at all, as yet unchecked: not every JSON value can be converted to text.
  return typeof tid === 'string' && iss === template.replace('{tenantid}', () => tid);
}
