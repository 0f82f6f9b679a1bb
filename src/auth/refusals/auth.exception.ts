import { HttpException, HttpStatus } from '@nestjs/common';
import type { Refusal, TokenFault } from './refusal.js';

/** What every challenge of an application says, and what the log adds to a reason. */
export interface ChallengeOptions {
  readonly realm: string;
  readonly providers: readonly { readonly authorizationUrl?: string | undefined }[];
  readonly resourceMetadataUrl?: string | undefined;
  readonly hints?: Partial<Readonly<Record<TokenFault, string>>> | undefined;
}

/** The part of a reply that a refusal writes to. */
export interface HeaderSink {
  header(name: string, value: string): unknown;
}

/**
 * A refusal in terms of HTTP: status, headers, and a sentence that tells the caller no more than it
 * may know. `reason` is for the log.
 */
export class AuthException extends HttpException {
  constructor(
    status: HttpStatus,
    detail: string,
    readonly headers: Readonly<Record<string, string>>,
    readonly reason: string,
    /** How the operator of the API can fix it, for the log. */
    readonly hint?: string,
  ) {
    super(detail, status);
  }
}

/** What the log adds where one setting of the provider fixes it, unless the application says it better. */
const defaultHints: Partial<Record<TokenFault, string>> = {
  v1_token: 'set requestedAccessTokenVersion to 2 in the manifest of the API registration',
  guest: 'set allowGuests of the provider to accept accounts of other tenants',
};

/** Turns refusals into exceptions, and counts them by reason. */
export class AuthExceptionFactory {
  readonly #counts = new Map<string, number>();

  constructor(private readonly options: ChallengeOptions) {}

  /**
   * The exception to throw. Its headers are set on the reply at once, since the exception filter of
   * another application would not know of them.
   */
  create(refusal: Refusal, reply: HeaderSink): AuthException {
    const exception = toException(refusal, this.options);
    for (const [name, value] of Object.entries(exception.headers)) {
      reply.header(name, value);
    }
    this.#counts.set(exception.reason, (this.#counts.get(exception.reason) ?? 0) + 1);
    return exception;
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}

/** By RFC 6750 section 3.1. A provider that cannot be reached is not the caller's fault: 503. */
function toException(refusal: Refusal, options: ChallengeOptions): AuthException {
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
        options.hints?.[refusal.reason] ?? defaultHints[refusal.reason],
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

/**
 * The `WWW-Authenticate` header of RFC 6750 section 3. Without credentials there is no error code,
 * as section 3.1 asks. Where to sign in follows in the two forms that clients look for:
 * `authorization_uri`, which Office applications know, and `resource_metadata` (RFC 9728 section 5.1).
 */
function challenge(
  { realm, providers, resourceMetadataUrl }: ChallengeOptions,
  parameters: { readonly error?: string; readonly scope?: string } = {},
): Record<string, string> {
  const pairs = Object.entries({
    realm,
    ...parameters,
    authorization_uri: providers[0]?.authorizationUrl,
    resource_metadata: resourceMetadataUrl,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${quoted(String(value))}`);
  return { 'WWW-Authenticate': `Bearer ${pairs.join(', ')}` };
}

/** A quoted-string of RFC 9110 section 5.6.4. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
