import { type Config, tenantDomain } from '../config/index.js';
import { type Endpoint, type EndpointAddress, endpointsByPath, paths } from './product.js';

/** Multi-tenant authorities. */
const manyTenants = new Set(['organizations', 'common']);

/**
 * Parses `/{tenant}/…` with a domain, a GUID, `organizations` or `common`. The address names no
 * policy; the first policy of the configuration is used.
 */
export function matchAddress(
  config: Config,
  path: string,
  query: URLSearchParams,
): EndpointAddress | undefined {
  const [tenant = '', ...rest] = path.toLowerCase().split('/').slice(1);
  const found = endpointsByPath.get(rest.join('/'));
  const [policy] = config.policies;
  const known =
    tenant === tenantDomain(config) ||
    tenantIds(config).includes(tenant) ||
    // External ID has no multi-tenant authorities.
    (config.provider === 'entra' && manyTenants.has(tenant));
  if (!found || !policy || !known) {
    return undefined;
  }
  const applicationId = query.get('appid')?.toLowerCase();
  return { ...found, policy, form: 'path', tenant, applicationId };
}

/** URL of an endpoint of the tenant in an address; that of the keys repeats `?appid=`. */
export function endpointUrl(
  origin: string,
  { tenant, version, applicationId }: EndpointAddress,
  endpoint: Endpoint,
): string {
  const url = `${origin}/${tenant}/${paths[version][endpoint]}`;
  return endpoint === 'keys' && applicationId !== undefined ? `${url}?appid=${applicationId}` : url;
}

/** Placeholder of the tenant GUID in the issuer of the multi-tenant authorities. */
const anyTenant = '{tenantid}';

/** The tenant GUID of an address, or the placeholder for the multi-tenant authorities. */
export function tenantInAddress(config: Config, tenant: string): string {
  if (manyTenants.has(tenant)) {
    return anyTenant;
  }
  return tenant === tenantDomain(config) ? config.tenant.id : tenant;
}

/**
 * The `iss` of a tenant's tokens; no closing slash. The host name of External ID's
 * issuer does not resolve: clients only compare it.
 */
export function issuer(config: Config, canonicalOrigin: string, tenant: string): string {
  return config.provider === 'external-id'
    ? `https://${tenant}.ciamlogin.com/${tenant}/v2.0`
    : `${canonicalOrigin}/${tenant}/v2.0`;
}

/**
 * The `issuer` of the unversioned discovery document. The emulator issues no tokens with it: those are
 * always v2 tokens. That of External ID is unconfirmed.
 */
export function unversionedIssuer(config: Config, tenant: string): string {
  return config.provider === 'external-id'
    ? `https://${tenant}.ciamlogin.com/${tenant}/`
    : `https://sts.windows.net/${tenant}/`;
}

function tenantIds({ tenant, otherTenants }: Config): string[] {
  return [tenant.id, ...otherTenants];
}
