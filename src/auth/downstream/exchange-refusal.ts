import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import type { Refusal } from '../refusals/index.js';
import type { Caller } from '../token/index.js';

/** In seconds: MSAL does not pass on what the provider said. */
const retryAfter = 5;

/** What MSAL says where it had no answer, or none that it could read, of the token endpoint or of discovery. */
const outages: ReadonlySet<string> = new Set([
  'network_error',
  'no_network_connectivity',
  'endpoints_resolution_error',
  'openid_config_error',
  'token_parsing_error',
  'temporarily_unavailable',
]);

/**
 * What the caller is told of an exchange that failed. Undefined where it is a defect of this API or of its
 * registration, of which the caller learns nothing.
 */
export function exchangeRefusal(
  error: unknown,
  { canAnswerClaimsChallenge }: Pick<Caller, 'canAnswerClaimsChallenge'>,
): Refusal | undefined {
  if (error instanceof InteractionRequiredAuthError) {
    const { claims } = error;
    return claims
      ? { kind: 'insufficient_claims', claims, isAnswerable: canAnswerClaimsChallenge }
      : {
          kind: 'access_denied',
          reason: 'downstream_interaction_required',
          detail: 'This calls another API for you, and you have not consented to that.',
        };
  }
  return isOutage(error) ? { kind: 'exchange_unavailable', retryAfter } : undefined;
}

function isOutage(error: unknown): boolean {
  const { status = 0 } = error instanceof ServerError ? error : {};
  const isUnavailable = status === 429 || status >= 500;
  return isUnavailable || (error instanceof AuthError && outages.has(error.errorCode));
}
