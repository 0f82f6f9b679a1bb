import { channel } from 'node:diagnostics_channel';
import { HttpException, HttpStatus } from '@nestjs/common';
import {
  challenge,
  claimsChallenge,
  fullNames,
  type ChallengedProvider,
  type ChallengeParameters,
  type ChallengingApi,
} from './challenge.js';
import type { Refusal, TokenFault } from './refusal.js';

/** What every challenge of an application says, and what the log adds to a reason. */
export interface ChallengeOptions extends ChallengingApi {
  readonly providers: readonly ChallengedProvider[];
  readonly hints?: Partial<Readonly<Record<TokenFault, string>>> | undefined;
  readonly onRefusal?: ((refusal: RefusalEvent) => void) | undefined;
}

/** What those are told who watch refusals. It names no person, and holds nothing of the token. */
export interface RefusalEvent {
  /** The status of the response, or what it would have been. */
  readonly statusCode: number;
  /** A code: one of `TokenFault` or `RequestFault`, the kind of the refusal, or that of `AccessDenied`. */
  readonly reason: string;
  /** How the operator of the API can fix it. */
  readonly hint: string | undefined;
  /** The provider that the token came from, where that is known. */
  readonly provider: string | undefined;
}

/** Tells whoever listens of every refusal; free while nobody does. */
const refusals = channel('nestjs-azure-auth:refusal');

/** The part of a reply that a refusal writes to. */
export interface ResponseHeaders {
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
    /** The provider that the token came from, where that is known, for the log. */
    readonly provider?: string,
  ) {
    super({ statusCode: status, message: detail }, status);
  }
}

/** What the log adds where one setting of the provider fixes it, unless the application says it better. */
const defaultHints: Partial<Record<TokenFault, string>> = {
  v1_token: 'set requestedAccessTokenVersion to 2 in the manifest of the API registration',
  guest: 'set allowGuests of the provider to accept accounts of other tenants',
};

/** How often a token of a provider was refused for a reason. */
export interface RefusalCount {
  readonly reason: string;
  /** Empty where it is not known whose token it was. */
  readonly provider: string;
  readonly count: number;
}

/** Turns refusals into exceptions, and counts them by reason and provider. */
export class AuthExceptionFactory {
  readonly #counts = new Map<string, { reason: string; provider: string; count: number }>();

  constructor(private readonly options: ChallengeOptions) {}

  /**
   * The exception to throw. Its headers are set on the reply at once, since the exception filter of
   * another application would not know of them.
   *
   * @param provider the name of the provider that the token came from, where that is known
   */
  create(refusal: Refusal, reply: ResponseHeaders, provider?: string): AuthException {
    const exception = toException(refusal, this.options, provider);
    for (const [name, value] of Object.entries(exception.headers)) {
      reply.header(name, value);
    }
    const { reason } = exception;
    const key = `${provider ?? ''}|${reason}`;
    const { count } = this.#counts.get(key) ?? { count: 0 };
    this.#counts.set(key, { reason, provider: provider ?? '', count: count + 1 });
    this.#tell({ statusCode: exception.getStatus(), reason, hint: exception.hint, provider });
    return exception;
  }

  counts(): readonly RefusalCount[] {
    return [...this.#counts.values()];
  }

  #tell(event: RefusalEvent): void {
    if (refusals.hasSubscribers) {
      refusals.publish(event);
    }
    this.options.onRefusal?.(event);
  }
}

/** By RFC 6750 section 3.1. A provider that cannot be reached is not the caller's fault: 503. */
function toException(
  refusal: Refusal,
  options: ChallengeOptions,
  provider: string | undefined,
): AuthException {
  const challengedName = refusal.kind === 'provider_not_accepted' ? refusal.providers[0] : provider;
  const asked =
    options.providers.find(({ name }) => name === challengedName) ?? options.providers[0];
  const challenged = (
    status: HttpStatus,
    detail: string,
    reason: string,
    parameters: ChallengeParameters = {},
    hint?: string,
  ) =>
    new AuthException(
      status,
      detail,
      challenge(options, asked, parameters),
      reason,
      hint,
      provider,
    );
  switch (refusal.kind) {
    case 'no_credentials':
      return challenged(
        HttpStatus.UNAUTHORIZED,
        'Unauthorized. Access token is missing or invalid.',
        'no_credentials',
      );
    case 'invalid_request':
      return challenged(
        HttpStatus.BAD_REQUEST,
        'Send the access token once, in one Authorization header: Bearer, one space, the token.',
        refusal.reason,
        { error: 'invalid_request' },
      );
    case 'invalid_token':
      return challenged(
        HttpStatus.UNAUTHORIZED,
        'Unauthorized. Access token is missing or invalid.',
        refusal.reason,
        { error: 'invalid_token' },
        options.hints?.[refusal.reason] ?? defaultHints[refusal.reason],
      );
    case 'insufficient_scope':
      return challenged(
        HttpStatus.FORBIDDEN,
        `The access token does not carry the scope that this needs: ${refusal.scopes.join(' ')}`,
        'insufficient_scope',
        { error: 'insufficient_scope', scope: fullNames(refusal.scopes, asked) },
      );
    case 'insufficient_permission':
      return challenged(
        HttpStatus.FORBIDDEN,
        `This is for applications with one of these permissions: ${refusal.appPermissions.join(', ')}`,
        'insufficient_permission',
        { error: 'insufficient_scope' },
      );
    case 'insufficient_role':
      return challenged(
        HttpStatus.FORBIDDEN,
        `This needs one of these roles: ${refusal.roles.join(', ')}`,
        'insufficient_role',
        { error: 'insufficient_scope' },
      );
    case 'insufficient_group':
      return challenged(
        HttpStatus.FORBIDDEN,
        'This needs membership of a group that the caller is not in.',
        'insufficient_group',
        { error: 'insufficient_scope' },
      );
    case 'group_overage':
      return challenged(
        HttpStatus.FORBIDDEN,
        'The caller is in more groups than an access token names, so it cannot be told whether this is open.',
        'group_overage',
        { error: 'insufficient_scope' },
        'set loadGroups, or let the registration emit only groups assigned to the application',
      );
    case 'provider_not_accepted':
      return challenged(
        HttpStatus.FORBIDDEN,
        'This is for people who sign in with another identity provider.',
        'provider_not_accepted',
        { error: 'insufficient_scope' },
      );
    case 'insufficient_claims':
      return refusal.isAnswerable
        ? new AuthException(
            HttpStatus.UNAUTHORIZED,
            'Sign in again: this needs a stronger authentication.',
            claimsChallenge(asked, refusal.claims),
            'insufficient_claims',
            undefined,
            provider,
          )
        : challenged(
            HttpStatus.FORBIDDEN,
            'This needs a stronger authentication, and the client has not declared that it can ask for one.',
            'insufficient_claims_unanswerable',
            { error: 'insufficient_scope' },
            'the client declares the capability cp1, and the registration of the API has the optional claim xms_cc',
          );
    case 'access_denied':
      return new AuthException(
        HttpStatus.FORBIDDEN,
        refusal.detail,
        {},
        refusal.reason,
        undefined,
        provider,
      );
    case 'keys_unavailable':
    case 'exchange_unavailable':
      return new AuthException(
        HttpStatus.SERVICE_UNAVAILABLE,
        unavailable[refusal.kind],
        { 'Retry-After': String(refusal.retryAfter) },
        refusal.kind,
        undefined,
        provider,
      );
  }
}

const unavailable = {
  keys_unavailable:
    'The access token cannot be checked now: the identity provider does not answer.',
  exchange_unavailable:
    'This calls another API for you, and cannot now: the identity provider does not answer.',
} as const;
