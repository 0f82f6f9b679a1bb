import { randomUUID } from 'node:crypto';
import type { ErrorName, ProtocolError } from '../protocol/index.js';
import { timestamp } from './claim-values.js';
import type { ErrorResponse } from './product.js';

/**
 * Entra ID's code and OAuth error name for each of B2C's codes. Codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes. Names
 * marked "seen" were seen in published output of the service; the others follow from that page.
 */
const counterparts: Readonly<Record<number, readonly [number: number, error: ErrorName]>> = {
  90006: [50011, 'invalid_request'], // redirect URI
  90008: [900144, 'invalid_request'], // no client id
  90010: [900144, 'invalid_request'], // no scope
  90013: [70005, 'unsupported_response_type'],
  90014: [70007, 'invalid_request'], // response mode
  90018: [700016, 'unauthorized_client'], // unknown client
  90043: [90023, 'invalid_request'], // prompt
  90046: [50089, 'invalid_request'], // the page is too old
  90057: [70005, 'unsupported_response_type'], // implicit flow is off
  90067: [50061, 'invalid_request'], // address after sign-out
  90077: [50058, 'login_required'], // prompt=none, nobody signed in; seen
  90079: [7000218, 'invalid_client'], // no secret; seen
  90080: [70008, 'invalid_grant'], // grant expired
  90081: [7000215, 'invalid_client'], // wrong secret; seen
  90083: [900144, 'invalid_request'], // another parameter is missing
  90084: [700025, 'invalid_client'], // secret of a public client; seen
  90086: [70003, 'unsupported_grant_type'],
  90088: [70000, 'invalid_grant'], // another client's grant
  90090: [70000, 'invalid_grant'], // no such grant
  90091: [65004, 'access_denied'], // cancelled
  90110: [70005, 'unsupported_response_type'], // id_token without openid
  90115: [70011, 'invalid_scope'], // nothing to issue
  90117: [70011, 'invalid_scope'], // unknown scope
  90128: [50034, 'invalid_grant'], // the account is gone
  90129: [50173, 'invalid_grant'], // grant revoked
  90146: [700022, 'invalid_scope'], // several APIs
  90182: [501481, 'invalid_grant'], // PKCE verifier
  90183: [501481, 'invalid_grant'],
  90184: [501491, 'invalid_request'], // PKCE method
  90205: [650057, 'invalid_resource'], // no permission
  90225: [50126, 'invalid_grant'], // wrong user name or password
  90210: [50027, 'invalid_request'], // ID token as a hint
  99059: [50147, 'invalid_request'], // PKCE is missing
  99901: [70043, 'invalid_request'], // claims parameter; the code is unconfirmed
  99902: [50076, 'interaction_required'], // authentication context
  99903: [500131, 'invalid_grant'], // assertion of on behalf of
  99068: [1002012, 'invalid_scope'], // client credentials without /.default
};

/**
 * The error response of Entra ID: its code with B2C's text. Failed client authentication is 401,
 * everything else 400, as seen in published output.
 */
export function errorResponse(protocolError: ProtocolError, now: number): ErrorResponse {
  // 50000, a general service error, stands for an error without a counterpart above.
  const [number, error] = counterparts[protocolError.number] ?? [50000, protocolError.error];
  const [traceId, correlationId, time] = [randomUUID(), randomUUID(), timestamp(now)];
  return {
    status: error === 'invalid_client' ? 401 : 400,
    error,
    description: `AADSTS${number}: ${protocolError.text}\r\nTrace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${time}`,
    details: {
      error_codes: [number],
      timestamp: time,
      trace_id: traceId,
      correlation_id: correlationId,
      ...(protocolError.claims !== undefined && { claims: protocolError.claims }),
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
  };
}
