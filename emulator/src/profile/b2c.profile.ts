import type { Config } from '../config/index.js';
import { address, issuer, locate } from './b2c.addresses.js';
import { accessTokenClaims, appTokenClaims, idTokenClaims } from './b2c.claims.js';
import { discoveryDocument } from './b2c.discovery.js';
import { writeRefusal } from './b2c.refusals.js';
import { tokenResponse } from './b2c.token-response.js';
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
    tokenResponse: (facts) => tokenResponse(config, facts),
    writeRefusal,
  };
}
