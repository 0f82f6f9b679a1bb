import type { Policy } from '../config/index.js';
import type { Endpoint } from './profile.js';

/** The discovery document, with the fields the real one has: no userinfo, no PKCE methods. */
export function discoveryDocument(
  issuer: string,
  policy: Policy,
  address: (endpoint: Endpoint) => string,
): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: address('authorize'),
    token_endpoint: address('token'),
    end_session_endpoint: address('logout'),
    jwks_uri: address('keys'),
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
