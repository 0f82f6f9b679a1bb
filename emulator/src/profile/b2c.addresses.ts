import { findPolicy, tenantDomain, type Config, type Policy } from '../config/index.js';
import { endpointsByPath, paths } from './endpoint-paths.js';
import type { Endpoint, Place } from './profile.js';

/**
 * Understands an address in any of B2C's forms, whatever the case:
 * `/{tenant}/{policy}/…`, `/{tenant}/…?p={policy}` and `/tfp/{tenant}/{policy}/…`.
 */
export function locate(config: Config, path: string, query: URLSearchParams): Place | undefined {
  const segments = path.toLowerCase().split('/').slice(1);
  const tfp = segments[0] === 'tfp';
  const [tenant, ...rest] = tfp ? segments.slice(1) : segments;
  if (tenant !== tenantDomain(config) && tenant !== config.tenant.id) return undefined;

  const withoutPolicy = endpointsByPath.get(rest.join('/'));
  if (withoutPolicy) {
    const policy = findPolicy(config, query.get('p') ?? '');
    return policy && !tfp ? { endpoint: withoutPolicy, policy, form: 'query', tenant } : undefined;
  }
  const [policyId, ...tail] = rest;
  const endpoint = endpointsByPath.get(tail.join('/'));
  const policy = findPolicy(config, policyId ?? '');
  return endpoint && policy ? { endpoint, policy, form: tfp ? 'tfp' : 'path', tenant } : undefined;
}

/** The address of an endpoint, written the way the caller wrote theirs, in lower case. */
export function address(origin: string, place: Place, endpoint: Endpoint): string {
  const policy = place.policy.id.toLowerCase();
  switch (place.form) {
    case 'query':
      return `${origin}/${place.tenant}/${paths[endpoint]}?p=${policy}`;
    case 'tfp':
      return `${origin}/tfp/${place.tenant}/${policy}/${paths[endpoint]}`;
    case 'path':
      return `${origin}/${place.tenant}/${policy}/${paths[endpoint]}`;
  }
}

/** The `iss` of a policy's tokens. Both forms end with a slash. */
export function issuer(canonicalOrigin: string, config: Config, policy: Policy): string {
  const { id } = config.tenant;
  return policy.issuer === 'policy'
    ? `${canonicalOrigin}/tfp/${id}/${policy.id.toLowerCase()}/v2.0/`
    : `${canonicalOrigin}/${id}/v2.0/`;
}
