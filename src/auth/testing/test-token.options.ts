/** How a token differs from the one that {@link TestProvider.token} issues without being asked for anything. */
export interface TestTokenOptions {
  /** Short names of the delegated scopes that were granted. */
  readonly scopes?: readonly string[];
  /** App roles of the person. */
  readonly roles?: readonly string[];
  /** The person: the token's `oid`. */
  readonly id?: string;
  /**
   * The tenant that issues the token, instead of the provider's own: `iss` follows from it, and `tid` where there is one.
   */
  readonly tenantId?: string;
  /** With B2C: the user flow that the person signed in with, instead of the first. */
  readonly policy?: string;
  /** Issues the token to an application that calls for itself, with {@link appPermissions}. */
  readonly application?: boolean;
  /** Application permissions; for {@link application} only. */
  readonly appPermissions?: readonly string[];
  /** Seconds until the token expires: 3600 unless set; negative for a token that has expired. */
  readonly expiresInSeconds?: number;
  /** Adds or replaces claims; one that is undefined is left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Adds or replaces members of the token's header; one that is undefined is left out. */
  readonly header?: Readonly<Record<string, unknown>>;
}
