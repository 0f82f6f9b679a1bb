import type { Config } from '../config/index.js';
import { address, issuer, locate } from './b2c.addresses.js';
import { accessTokenClaims, appTokenClaims, idTokenClaims } from './b2c.claims.js';
import { discoveryDocument } from './b2c.discovery.js';
import type { Profile } from './profile.js';

/**
 * Azure AD B2C.
 *
 * @param canonicalOrigin - the origin in every issuer, whatever scheme or port a caller used
 */
export function b2cProfile(config: Config, canonicalOrigin: string): Profile {
  const issuerOf: Profile['issuer'] = (policy) => issuer(canonicalOrigin, config, policy);
  return {
    locate: (path, query) => locate(config, path, query),
    address,
    issuer: issuerOf,
    discoveryDocument: (origin, place) =>
      discoveryDocument(issuerOf(place.policy), place.policy, (endpoint) =>
        address(origin, place, endpoint),
      ),
    keySet: (keys) => keys,
    accessTokenClaims: (facts) => accessTokenClaims(issuerOf(facts.policy), facts),
    idTokenClaims: (facts) => idTokenClaims(issuerOf(facts.policy), facts),
    appTokenClaims: (facts) => appTokenClaims(issuerOf(facts.policy), facts),
    // MSAL makes its account key of these two: one account per policy and person.
    clientInfo: (policy, user) => ({
      uid: `${user.id}-${policy.id.toLowerCase()}`,
      utid: config.tenant.id,
    }),
    profileInfo: (user) => ({
      ver: '1.0',
      tid: config.tenant.id,
      sub: null,
      name: user.attributes['name'] ?? null,
      preferred_username: null,
      idp: user.idp ?? null,
    }),
  };
}
