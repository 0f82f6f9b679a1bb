import { randomUUID } from 'node:crypto';
import type { Config } from '../config/index.js';
import type { ProtocolError } from '../protocol/index.js';
import { endpointUrl, discoveryDocument, matchAddress, policyIssuer } from './b2c.endpoints.js';
import { accessTokenClaims, appTokenClaims, idTokenClaims, tokenResponse } from './b2c.tokens.js';
import { timestamp } from './claim-values.js';
import type { ErrorResponse, Product } from './product.js';

/**
 * Azure AD B2C.
 *
 * @param canonicalOrigin - the origin in every issuer, independent of the origin of requests
 */
export function b2cProduct(config: Config, canonicalOrigin: string): Product {
  const issuerOf: Product['issuer'] = (policy) => policyIssuer(canonicalOrigin, config, policy);
  return {
    matchAddress: (path, query) => matchAddress(config, path, query),
    endpointUrl,
    issuer: issuerOf,
    reportsToRegisteredUri: true,
    discoveryDocument: (origin, address) =>
      discoveryDocument(issuerOf(address.policy), address.policy, (endpoint) =>
        endpointUrl(origin, address, endpoint),
      ),
    keySet: (keys) => keys,
    accessTokenClaims: (facts) => accessTokenClaims(issuerOf(facts.policy), facts),
    idTokenClaims: (facts) => idTokenClaims(issuerOf(facts.policy), facts),
    appTokenClaims: (facts) => appTokenClaims(issuerOf(facts.policy), facts),
    tokenResponse: (facts) => tokenResponse(config, facts),
    errorResponse,
  };
}

/** The error response of B2C. The status is 400, even for a wrong secret. */
export function errorResponse({ number, error, text }: ProtocolError, now: number): ErrorResponse {
  return {
    status: 400,
    error,
    description: `AADB2C${number}: ${text}\r\nCorrelation ID: ${randomUUID()}\r\nTimestamp: ${timestamp(now)}\r\n`,
    details: {},
  };
}
