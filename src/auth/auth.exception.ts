import { HttpException, HttpStatus } from '@nestjs/common';
import { challenge, type ChallengeOptions } from './challenge.js';
import type { Refusal, TokenFault } from './refusal.js';

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
    /** How whoever runs the API can mend it, for the log. */
    readonly hint?: string,
  ) {
    super(detail, status);
  }
}

/** What the log adds to a reason that one setting mends. */
const hints: Partial<Record<TokenFault, string>> = {
  v1_token: 'set requestedAccessTokenVersion to 2 in the manifest of the API registration',
  guest: 'set ALLOW_GUESTS to true to let accounts of other tenants in',
};

/** Translates a refusal by RFC 6750 section 3.1; a provider out of reach is not the caller's fault. */
export function toException(refusal: Refusal, options: ChallengeOptions): AuthException {
  switch (refusal.kind) {
    case 'no_credentials':
      return new AuthException(
        HttpStatus.UNAUTHORIZED,
        'Unauthorized. Access token is missing or invalid.',
        challenge(options),
        'no_credentials',
      );
    case 'invalid_request':
      return new AuthException(
        HttpStatus.BAD_REQUEST,
        'Send the access token once, in one Authorization header: Bearer, one space, the token.',
        challenge(options, { error: 'invalid_request' }),
        refusal.reason,
      );
    case 'invalid_token':
      return new AuthException(
        HttpStatus.UNAUTHORIZED,
        'Unauthorized. Access token is missing or invalid.',
        challenge(options, { error: 'invalid_token' }),
        refusal.reason,
        hints[refusal.reason],
      );
    case 'insufficient_scope': {
      const scope = refusal.scopes.join(' ');
      return new AuthException(
        HttpStatus.FORBIDDEN,
        `The access token does not carry the scope that this needs: ${scope}`,
        challenge(options, { error: 'insufficient_scope', scope }),
        'insufficient_scope',
      );
    }
    case 'insufficient_permission':
      return new AuthException(
        HttpStatus.FORBIDDEN,
        `This is for applications with one of these permissions: ${refusal.appPermissions.join(', ')}`,
        challenge(options, { error: 'insufficient_scope' }),
        'insufficient_permission',
      );
    case 'insufficient_role':
      return new AuthException(
        HttpStatus.FORBIDDEN,
        `This needs one of these roles: ${refusal.roles.join(', ')}`,
        challenge(options, { error: 'insufficient_scope' }),
        'insufficient_role',
      );
    case 'keys_unavailable':
      return new AuthException(
        HttpStatus.SERVICE_UNAVAILABLE,
        'The access token cannot be checked now: the identity provider does not answer.',
        { 'Retry-After': String(refusal.retryAfter) },
        'keys_unavailable',
      );
  }
}
