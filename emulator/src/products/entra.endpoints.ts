import { type Config, tenantDomain } from '../config/index.js';
import { type Endpoint, type EndpointAddress, endpointsByPath, paths } from './product.js';

/** Multi-tenant authorities. */
const manyTenants = new Set(['organizations', 'common']);

/**
 * Parses `/{tenant}/…` with a domain, a GUID, `organizations` or `common`. The address names no
 * policy; the first policy of the configuration is used.
 */
export function matchAddress(config: Config, path: string): EndpointAddress | undefined {
  const [tenant = '', ...rest] = path.toLowerCase().split('/').slice(1);
  const endpoint = endpointsByPath.get(rest.join('/'));
  const [policy] = config.policies;
  const known = tenant === tenantDomain(config) || tenantIds(config).includes(tenant);
  if (!endpoint || !policy || !(known || manyTenants.has(tenant))) {
    return undefined;
  }
  return { endpoint, policy, form: 'path', tenant };
}

/** URL of an endpoint of the tenant in an address. */
export function endpointUrl(
  origin: string,
  { tenant }: EndpointAddress,
  endpoint: Endpoint,
): string {
  return `${origin}/${tenant}/${paths[endpoint]}`;
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

function tenantIds({ tenant, otherTenants }: Config): string[] {
  return [tenant.id, ...otherTenants];
}
