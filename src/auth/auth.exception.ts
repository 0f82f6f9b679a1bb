import { HttpException, HttpStatus } from '@nestjs/common';
import { challenge } from './challenge.js';
import type { Refusal } from './refusal.js';

/**
 * A refusal as HTTP says it: status, headers and a sentence that tells the caller no more than it
 * may know. `reason` is for the log.
 */
export class AuthException extends HttpException {
  constructor(
    status: HttpStatus,
    detail: string,
    readonly headers: Readonly<Record<string, string>>,
    readonly reason: string,
  ) {
    super(detail, status);
  }
}

/** Translates a refusal by RFC 6750 section 3.1; a provider out of reach is not the caller's fault. */
export function toException(refusal: Refusal, realm: string): AuthException {
  switch (refusal.kind) {
    case 'no_credentials':
      return new AuthException(
        HttpStatus.UNAUTHORIZED,
        'Unauthorized. Access token is missing or invalid.',
        challenge(realm),
        'no_credentials',
      );
    case 'invalid_request':
      return new AuthException(
        HttpStatus.BAD_REQUEST,
        'Send the access token once, in one Authorization header: Bearer, one space, the token.',
        challenge(realm, { error: 'invalid_request' }),
        refusal.reason,
      );
    case 'invalid_token':
      return new AuthException(
        HttpStatus.UNAUTHORIZED,
        'Unauthorized. Access token is missing or invalid.',
        challenge(realm, { error: 'invalid_token' }),
        refusal.reason,
      );
    case 'insufficient_scope': {
      const scope = refusal.scopes.join(' ');
      return new AuthException(
        HttpStatus.FORBIDDEN,
        `The access token does not carry the scope that this needs: ${scope}`,
        challenge(realm, { error: 'insufficient_scope', scope }),
        'insufficient_scope',
      );
    }
    case 'keys_unavailable':
      return new AuthException(
        HttpStatus.SERVICE_UNAVAILABLE,
        'The access token cannot be checked now: the identity provider does not answer.',
        { 'Retry-After': String(refusal.retryAfter) },
        'keys_unavailable',
      );
  }
}
