import { type Config, findPolicy, type Policy, tenantDomain } from '../config/index.js';
import { type Endpoint, type EndpointAddress, endpointsByPath, paths } from './product.js';

/**
 * Parses an address in any of B2C's forms, case-insensitively:
 * `/{tenant}/{policy}/…`, `/{tenant}/…?p={policy}` and `/tfp/{tenant}/{policy}/…`.
 */
export function matchAddress(
  config: Config,
  path: string,
  query: URLSearchParams,
): EndpointAddress | undefined {
  const segments = path.toLowerCase().split('/').slice(1);
  const tfp = segments[0] === 'tfp';
  const [tenant, ...rest] = tfp ? segments.slice(1) : segments;
  if (tenant !== tenantDomain(config) && tenant !== config.tenant.id) {
    return undefined;
  }

  const withoutPolicy = endpointsByPath.get(rest.join('/'));
  if (withoutPolicy) {
    const policy = findPolicy(config, query.get('p') ?? '');
    return policy && !tfp ? { ...withoutPolicy, policy, form: 'query', tenant } : undefined;
  }
  const [policyId, ...tail] = rest;
  const found = endpointsByPath.get(tail.join('/'));
  const policy = findPolicy(config, policyId ?? '');
  return found && policy ? { ...found, policy, form: tfp ? 'tfp' : 'path', tenant } : undefined;
}

/** URL of an endpoint in the form of the requested address, in lower case. */
export function endpointUrl(origin: string, address: EndpointAddress, endpoint: Endpoint): string {
  const policy = address.policy.id.toLowerCase();
  const path = paths[address.version][endpoint];
  switch (address.form) {
    case 'query':
      return `${origin}/${address.tenant}/${path}?p=${policy}`;
    case 'tfp':
      return `${origin}/tfp/${address.tenant}/${policy}/${path}`;
    case 'path':
      return `${origin}/${address.tenant}/${policy}/${path}`;
  }
}

/** The `iss` of a policy's tokens. Both forms end with a slash. */
export function policyIssuer(canonicalOrigin: string, config: Config, policy: Policy): string {
  const { id } = config.tenant;
  return policy.issuer === 'policy'
    ? `${canonicalOrigin}/tfp/${id}/${policy.id.toLowerCase()}/v2.0/`
    : `${canonicalOrigin}/${id}/v2.0/`;
}

/** The discovery document, with the fields the real one has: no userinfo, no PKCE methods. */
export function discoveryDocument(
  issuer: string,
  policy: Policy,
  urlOf: (endpoint: Endpoint) => string,
): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: urlOf('authorize'),
    token_endpoint: urlOf('token'),
    end_session_endpoint: urlOf('logout'),
    jwks_uri: urlOf('keys'),
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: [
      'code',
      'code id_token',
      'code token',
      'code id_token token',
      'id_token',
      'id_token token',
      'token',
      'token id_token',
    ],
    scopes_supported: ['openid'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      ...policy.claims,
      'sub',
      policy.policyClaim,
      'iss',
      'iat',
      'exp',
      'aud',
      'nonce',
      'auth_time',
    ],
  };
}
