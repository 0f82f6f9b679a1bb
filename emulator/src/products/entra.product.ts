import type { Config } from '../config/index.js';
import { discoveryDocument } from './b2c.endpoints.js';
import {
  endpointUrl,
  issuer,
  matchAddress,
  tenantInAddress,
  unversionedIssuer,
} from './entra.endpoints.js';
import { errorResponse } from './entra.errors.js';
import { accessTokenClaims, appTokenClaims, idTokenClaims, tokenResponse } from './entra.tokens.js';
import type { EndpointAddress, Product } from './product.js';

/**
 * Entra ID and Entra External ID.
 *
 * @param canonicalOrigin - the origin in every issuer, independent of the origin of requests
 */
export function entraProduct(config: Config, canonicalOrigin: string): Product {
  const issuerOf = (tenant: string) => issuer(config, canonicalOrigin, tenant);
  const issuerAt = (tenant: string) => issuerOf(tenantInAddress(config, tenant));
  const documentIssuer = ({ tenant, version }: EndpointAddress) =>
    version === 'v2.0'
      ? issuerAt(tenant)
      : unversionedIssuer(config, tenantInAddress(config, tenant));
  return {
    matchAddress: (path, query) => matchAddress(config, path, query),
    endpointUrl,
    issuer: () => issuerOf(config.tenant.id),
    reportsToRegisteredUri: false,
    discoveryDocument: (origin, address) => ({
      ...discoveryDocument(documentIssuer(address), address.policy, (endpoint) =>
        endpointUrl(origin, address, endpoint),
      ),
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'name', 'tid', 'ver', 'oid'],
    }),
    // Each key names the issuer of the tokens it signs.
    keySet: (keys, { tenant }) => keys.map((key) => ({ ...key, issuer: issuerAt(tenant) })),
    accessTokenClaims: (facts) => accessTokenClaims(config, issuerOf, facts),
    idTokenClaims: (facts) => idTokenClaims(config, issuerOf, facts),
    appTokenClaims: (facts) => appTokenClaims(config, issuerOf, facts),
    tokenResponse: (facts) => tokenResponse(config, facts),
    errorResponse,
  };
}
