/**
 * Who is calling, as a verified access token says.
 *
 * @typeParam Custom what `customClaims` of the options of `AuthModule` returns
 */
export interface Caller<Custom = unknown> {
  /** The token's `sub`, or `oid` where there is no `sub`. */
  readonly subject: string;
  /** The object id in the directory, where the token carries one. */
  readonly objectId: string | null;
  readonly tenant: string;
  /** For display only; people choose and change their names. */
  readonly name: string | null;
  /** For display only; an address can pass from one person to another. */
  readonly emails: readonly string[];
  /** Short names of the delegated scopes that were granted. */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** What the caller may do in its own name, where it is an application and not a person. */
  readonly appPermissions: readonly string[];
  /** Whether an application calls for itself, with no person behind it. */
  readonly isApp: boolean;
  /** Object ids of the person's groups, as far as the token names them. */
  readonly groups: readonly string[];
  /** Whether the person is in more groups than a token holds: then it names none of them. */
  readonly groupOverage: boolean;
  /** The client id of the application that the token was issued to. */
  readonly client: string | null;
  /** The name of the identity provider that issued the token. */
  readonly provider: string;
  /** The user flow that the person signed in with. */
  readonly policy: string | null;
  /** When the token expires, in seconds since 1970. */
  readonly expiresAt: number;
  /** Authentication contexts that the sign-in satisfied, such as `c1` (`acrs`). */
  readonly authContexts: readonly string[];
  /** Whether the client understands a claims challenge: it declared `cp1` (`xms_cc`). */
  readonly canAnswerClaimsChallenge: boolean;
  /** What the caller's resources are filed under: see `ownerKey`. */
  readonly owner: string;
  /** What `customClaims` of the options of `AuthModule` made of the claims; undefined without it. */
  readonly custom: Custom;
}
