import type { B2cOptions } from '../auth.options.js';
import type { TokenFault } from '../refusals/index.js';
import { asGuid, guidInPath } from './guid.js';
import { clientOf, type ProviderRules, type JsonObject } from './provider-rules.js';

/**
 * Azure AD B2C.
 * https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview
 */
export function b2cProvider(options: B2cOptions & { readonly name: string }): ProviderRules {
  const byName = new Map(options.policies.map((policy) => [policy.name.toLowerCase(), policy]));
  const tenantId = options.tenantId?.toLowerCase();
  const applications = new Set(options.applicationClients?.map((id) => id.toLowerCase()));
  return {
    name: options.name,
    version: '1.0',
    keySets: options.policies,
    keyHosts: ['login.microsoftonline.com'],
    keySetOf: (claims) => byName.get(policyClaim(claims)?.toLowerCase() ?? ''),
    checkIssuerShape: ({ iss }) =>
      typeof iss === 'string' && (tenantId === undefined || guidInPath(iss) === tenantId)
        ? undefined
        : 'issuer',
    isIssuer: ({ iss }, announced) => iss === announced,
    acceptsKeyOf: () => true,
    checkPolicy: (claims) => checkPolicy(claims, byName) ?? checkTenant(claims),
    checkAccount: () => undefined,
    tenantOf: ({ iss }) => guidInPath(String(iss)) ?? String(iss),
    policyOf: (claims) => policyClaim(claims) ?? null,
    appPermissionsOf: (claims) => appPermissions(claims, applications),
  };
}

/**
 * `tfp` names the user flow; tenants with an old setting send `acr` instead.
 * https://learn.microsoft.com/azure/active-directory-b2c/configure-tokens
 */
function policyClaim({ tfp, acr }: JsonObject): string | undefined {
  const policy = tfp ?? acr;
  return typeof policy === 'string' ? policy : undefined;
}

/** Names are compared whatever their case: B2C advertises them in lower case and issues them as configured. */
function checkPolicy(
  claims: JsonObject,
  listed: ReadonlyMap<string, unknown>,
): TokenFault | undefined {
  const { tfp, acr } = claims;
  const policy = lowerCase(tfp === undefined ? acr : tfp);
  const agreed = tfp === undefined || acr === undefined || lowerCase(acr) === policy;
  return policy !== undefined && agreed && listed.has(policy) ? undefined : 'policy';
}

function lowerCase(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim.toLowerCase() : undefined;
}

/**
 * B2C sends no `tid` unless a custom policy adds one, and then it is the tenant of the issuer. One
 * that disagrees would let two tenants' users meet.
 */
function checkTenant({ tid, iss }: JsonObject): TokenFault | undefined {
  if (tid === undefined) {
    return undefined;
  }
  const tenant = typeof iss === 'string' ? guidInPath(iss) : undefined;
  return typeof tid === 'string' && (tenant === undefined || tenant === asGuid(tid))
    ? undefined
    : 'tenant';
}

/** All that B2C puts in the token of an application. */
const claimsOfApps = new Set([
  'iss',
  'exp',
  'nbf',
  'iat',
  'aud',
  'sub',
  'tid',
  'ver',
  'tfp',
  'acr',
  'azp',
  'appid',
  'scp',
]);

/**
 * B2C writes the permissions of an application into `scp`, where a person's scopes are too, and
 * has no `idtyp`. So its client must be listed as an application, and its token must have the shape of
 * one: a single claim beyond those of an application makes the token a person's, be it `oid`, `nonce` or
 * anything that the policy says of them.
 * https://learn.microsoft.com/azure/active-directory-b2c/client-credentials-grant-flow
 */
function appPermissions(
  claims: JsonObject,
  applications: ReadonlySet<string>,
): readonly string[] | undefined {
  const { scp } = claims;
  const client = clientOf(claims);
  const isApplication =
    client !== null &&
    applications.has(client.toLowerCase()) &&
    Object.keys(claims).every((name) => claimsOfApps.has(name));
  return isApplication && typeof scp === 'string' ? scp.split(' ').filter(Boolean) : undefined;
}
