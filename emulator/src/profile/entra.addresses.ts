import { tenantDomain, type Config } from '../config/index.js';
import { endpointsByPath, paths } from './endpoint-paths.js';
import type { Endpoint, Place } from './profile.js';

/** Authorities that sign in people of many tenants. */
const manyTenants = new Set(['organizations', 'common']);

/**
 * Understands `/{tenant}/…`, with a tenant by name or GUID, or `organizations` or `common`. There is
 * no policy in the address; the first one says how signing in goes.
 */
export function locate(config: Config, path: string): Place | undefined {
  const [tenant = '', ...rest] = path.toLowerCase().split('/').slice(1);
  const endpoint = endpointsByPath.get(rest.join('/'));
  const [policy] = config.policies;
  const known = tenant === tenantDomain(config) || tenantIds(config).includes(tenant);
  if (!endpoint || !policy || !(known || manyTenants.has(tenant))) return undefined;
  return { endpoint, policy, form: 'path', tenant };
}

/** Address of an endpoint of the tenant in a place. */
export function address(origin: string, { tenant }: Place, endpoint: Endpoint): string {
  return `${origin}/${tenant}/${paths[endpoint]}`;
}

/** What stands for a tenant's GUID where an issuer is of all tenants. */
const anyTenant = '{tenantid}';

/** The tenant GUID of an address, or the literal placeholder of the many-tenant authorities. */
export function tenantInAddress(config: Config, tenant: string): string {
  if (manyTenants.has(tenant)) return anyTenant;
  return tenant === tenantDomain(config) ? config.tenant.id : tenant;
}

/**
 * The `iss` of a tenant's tokens; no closing slash. External ID has the GUID for a host name, which
 * no machine answers to: clients take it from the discovery document and only ever compare it.
 */
export function issuer(config: Config, canonicalOrigin: string, tenant: string): string {
  return config.provider === 'external-id'
    ? `https://${tenant}.ciamlogin.com/${tenant}/v2.0`
    : `${canonicalOrigin}/${tenant}/v2.0`;
}

function tenantIds({ tenant, otherTenants }: Config): string[] {
  return [tenant.id, ...otherTenants];
}
