import type { Config } from '../config/index.js';
import { discoveryDocument } from './b2c.discovery.js';
import { address, issuer, locate, tenantInAddress } from './entra.addresses.js';
import { accessTokenClaims, appTokenClaims, idTokenClaims } from './entra.claims.js';
import { writeRefusal } from './entra.refusals.js';
import { tokenResponse } from './entra.token-response.js';
import type { Profile } from './profile.js';

/**
 * Entra ID and Entra External ID.
 *
 * @param canonicalOrigin - the origin in every issuer, whatever scheme or port a caller used
 */
export function entraProfile(config: Config, canonicalOrigin: string): Profile {
  const issuerOf = (tenant: string) => issuer(config, canonicalOrigin, tenant);
  const issuerAt = (tenant: string) => issuerOf(tenantInAddress(config, tenant));
  return {
    locate: (path) => locate(config, path),
    address,
    issuer: () => issuerOf(config.tenant.id),
    discoveryDocument: (origin, place) => ({
      ...discoveryDocument(issuerAt(place.tenant), place.policy, (endpoint) =>
        address(origin, place, endpoint),
      ),
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'name', 'tid', 'ver', 'oid'],
    }),
    // Each key says whose tokens it signs; the many-tenant authorities list keys of all tenants.
    keySet: (keys, { tenant }) => keys.map((key) => ({ ...key, issuer: issuerAt(tenant) })),
    accessTokenClaims: (facts) => accessTokenClaims(config, issuerOf, facts),
    idTokenClaims: (facts) => idTokenClaims(config, issuerOf, facts),
    appTokenClaims: (facts) => appTokenClaims(config, issuerOf, facts),
    tokenResponse: (facts) => tokenResponse(config, facts),
    writeRefusal,
  };
}
