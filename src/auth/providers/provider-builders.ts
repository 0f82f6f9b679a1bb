import type { CommonProviderOptions, ProviderOptions } from '../auth.options.js';
import { endpointsOf, ofApplication } from './endpoints.js';

/** What is common to the three functions below. */
interface CommonOptions extends Omit<CommonProviderOptions, 'name' | 'authorizationUrl'> {
  /** How logs and callers name the provider; left out, by its kind: `b2c`, `entra` or `external-id`. */
  readonly name?: string | undefined;
  /**
   * Replaces the origin of the provider's addresses: a custom domain, a national cloud, or a provider on this
   * machine, such as `http://localhost:8080`.
   */
  readonly authorityHost?: string | undefined;
}

/** Options of {@link b2c}. */
export interface B2cTenant extends CommonOptions {
  /** The first part of `NAME.onmicrosoft.com`. */
  readonly tenantName: string;
  /** The domain of the tenant, where it is not `NAME.onmicrosoft.com`, as in China. */
  readonly tenantDomain?: string | undefined;
  /** The user flows and custom policies whose tokens are accepted. */
  readonly policies: readonly string[];
  /** The tenant's GUID. When it is set, the issuer must name it. */
  readonly tenantId?: string | undefined;
  /** Client ids of applications that call for themselves: B2C does not mark their tokens. */
  readonly applicationClients?: readonly string[] | undefined;
}

/**
 * An Azure AD B2C tenant, by its name and its user flows.
 * https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#endpoints
 */
export function b2c({
  tenantName,
  tenantDomain = `${tenantName}.onmicrosoft.com`,
  authorityHost = `https://${tenantName}.b2clogin.com`,
  policies,
  ...options
}: B2cTenant): ProviderOptions {
  const endpointsOfPolicy = (policy: string) =>
    endpointsOf(`${authorityHost}/${tenantDomain}/${policy}`);
  const [signIn] = policies;
  return {
    name: 'b2c',
    scopePrefix: `https://${tenantDomain}/${options.audience}`,
    ...withoutUndefined(options),
    kind: 'b2c',
    policies: policies.map((name) => ({
      name,
      discoveryUrl: endpointsOfPolicy(name).discoveryUrl,
    })),
    authorizationUrl: signIn && endpointsOfPolicy(signIn).authorizationUrl,
  };
}

/** Options of {@link entraId}. */
export interface EntraTenant extends CommonOptions {
  /** The tenant's GUID; `organizations` or `common` accepts {@link allowedTenants}. */
  readonly tenantId: string;
  /** With `organizations` and `common`: GUIDs of the tenants that may call, or `*` for every one. */
  readonly allowedTenants?: readonly string[] | '*' | undefined;
  /** Whether accounts whose home is another tenant may call: not unless set. */
  readonly allowGuests?: boolean | undefined;
}

/**
 * Entra ID, with one tenant or with many.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints
 *
 * @throws {TypeError} where `allowedTenants` and `tenantId` do not go together
 */
export function entraId({
  tenantId,
  allowedTenants,
  allowGuests = false,
  authorityHost = 'https://login.microsoftonline.com',
  ...options
}: EntraTenant): ProviderOptions {
  const endpoints = endpointsOf(`${authorityHost}/${tenantId}`);
  const common = {
    name: 'entra',
    scopePrefix: `api://${options.audience}`,
    ...withoutUndefined(options),
    keySet: { name: tenantId, discoveryUrl: ofApplication(endpoints, options.audience) },
    allowGuests,
    authorizationUrl: endpoints.authorizationUrl,
  };
  const isMultiTenant = tenantId === 'common' || tenantId === 'organizations';
  if (isMultiTenant !== (allowedTenants !== undefined)) {
    throw new TypeError(
      `entraId: allowedTenants belongs to tenantId "common" or "organizations", and is needed there; ` +
        `tenantId is ${JSON.stringify(tenantId)}`,
    );
  }
  return isMultiTenant
    ? {
        ...common,
        kind: 'entra-multi-tenant',
        consumers: tenantId === 'common',
        ...(allowedTenants !== '*' && {
          allowedTenants: allowedTenants?.map((id) => id.toLowerCase()),
        }),
      }
    : { ...common, kind: 'entra', tenantId: tenantId.toLowerCase() };
}

/** Options of {@link externalId}. */
export interface ExternalIdTenant extends CommonOptions {
  /** The first part of `NAME.onmicrosoft.com`. */
  readonly tenantName: string;
  /** The domain of the tenant, where it is not `NAME.onmicrosoft.com`. */
  readonly tenantDomain?: string | undefined;
  /** The tenant's GUID. */
  readonly tenantId: string;
}

/**
 * An Entra External ID tenant. Everybody is a customer of the tenant, wherever the account came from.
 * https://learn.microsoft.com/entra/external-id/customers/concept-authentication-methods-customers
 */
export function externalId({
  tenantName,
  tenantDomain = `${tenantName}.onmicrosoft.com`,
  tenantId,
  authorityHost = `https://${tenantName}.ciamlogin.com`,
  ...options
}: ExternalIdTenant): ProviderOptions {
  const endpoints = endpointsOf(`${authorityHost}/${tenantId}`);
  return {
    name: 'external-id',
    scopePrefix: `https://${tenantDomain}/${options.audience}`,
    ...withoutUndefined(options),
    kind: 'external-id',
    tenantId: tenantId.toLowerCase(),
    keySet: { name: tenantName, discoveryUrl: ofApplication(endpoints, options.audience) },
    allowGuests: true,
    authorizationUrl: endpoints.authorizationUrl,
  };
}

/** An option that is set to undefined is left out, and its default stands. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as T;
}
