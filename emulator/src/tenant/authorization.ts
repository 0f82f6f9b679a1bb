import type { Application, Platform, Policy } from '../config/index.js';
import type { RequestedScopes } from '../oauth/requested-scopes.js';
import type { PkceChallenge } from '../oauth/pkce.js';

/** What a person let a client have. */
export interface Authorization {
  policy: Policy;
  client: Application;
  /** Platform of the redirect URI: it decides on secrets, CORS and refresh token lifetime. */
  platform: Platform;
  userId: string;
  scopes: RequestedScopes;
  nonce?: string | undefined;
  /** Seconds since the epoch. */
  authTime: number;
  newUser: boolean;
}

/** Behind an authorization code. */
export interface CodeGrant {
  authorization: Authorization;
  redirectUri: string;
  challenge?: PkceChallenge | undefined;
}

/** Behind a refresh token. */
export interface RefreshGrant {
  authorization: Authorization;
  /** Milliseconds; no refresh token of the family outlives this. */
  familyEnds: number;
}
