/**
 * Why an access token was not accepted. Stable codes for logs and metrics; a caller never sees
 * them, since they would tell an attacker which check to work on.
 */
export type TokenFault =
  | 'token_too_large'
  | 'token_malformed'
  | 'header_algorithm'
  | 'header_type'
  | 'header_extension'
  | 'header_key_id'
  | 'issuer'
  | 'audience'
  | 'version'
  | 'expiry_missing'
  | 'expired'
  | 'not_yet_valid'
  | 'issued_in_future'
  | 'policy'
  | 'tenant'
  | 'guest'
  | 'v1_token'
  | 'subject'
  | 'former_owner'
  | 'no_permission'
  | 'client'
  | 'key_bound'
  | 'unknown_key'
  | 'key_issuer'
  | 'signature';

/** Why a request could not be read as carrying one access token. */
export type RequestFault =
  'authorization_repeated' | 'authorization_malformed' | 'token_in_header_and_query';

/** The token is valid, and the person must sign in again so that the next one says more. */
export interface InsufficientClaims {
  readonly kind: 'insufficient_claims';
  /** The claims request (OpenID Connect Core section 5.5) that the client has to repeat, as JSON. */
  readonly claims: string;
  /** Whether the client declared that it understands that. */
  readonly isAnswerable: boolean;
}

/** Why a request does not reach the route it asked for. `retryAfter` is in seconds. */
export type Refusal =
  | { readonly kind: 'no_credentials' }
  | { readonly kind: 'invalid_request'; readonly reason: RequestFault }
  | { readonly kind: 'invalid_token'; readonly reason: TokenFault }
  | { readonly kind: 'insufficient_scope'; readonly scopes: readonly string[] }
  | { readonly kind: 'insufficient_permission'; readonly appPermissions: readonly string[] }
  | { readonly kind: 'insufficient_role'; readonly roles: readonly string[] }
  | { readonly kind: 'insufficient_group'; readonly groups: readonly string[] }
  | { readonly kind: 'group_overage' }
  | { readonly kind: 'provider_not_accepted'; readonly providers: readonly string[] }
  | InsufficientClaims
  | { readonly kind: 'access_denied'; readonly reason: string; readonly detail: string }
  | { readonly kind: 'keys_unavailable'; readonly keySet: string; readonly retryAfter: number }
  | { readonly kind: 'exchange_unavailable'; readonly retryAfter: number };

/**
 * Thrown by an application's `loadUser` to refuse a caller whose token is valid: an account that is locked, for
 * example. The answer is 403.
 */
export class AccessDenied extends Error {
  /**
   * @param reason a code for the log and the metrics, such as `account_locked`
   * @param detail what the caller is told
   */
  constructor(
    readonly reason: string,
    readonly detail = 'You have no access.',
  ) {
    super(reason);
    this.name = 'AccessDenied';
  }
}

/** Carries a {@link Refusal} through passport, which passes errors only. Never leaves this module. */
export class RefusedError extends Error {
  constructor(
    readonly refusal: Refusal,
    /** The name of the provider that the token came from, where that is known. */
    readonly provider?: string,
  ) {
    super(refusal.kind);
    this.name = 'RefusedError';
  }
}
