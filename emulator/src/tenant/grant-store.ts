import { randomBytes } from 'node:crypto';
import type { Application, Platform, Policy } from '../config/index.js';
import type { PkceChallenge, RequestedScopes } from '../protocol/index.js';

/** State of a code or refresh token that a client presents. Times in milliseconds. */
export type PresentedGrant<T> =
  | { state: 'unknown' }
  | { state: 'used' }
  | { state: 'expired'; issuedAt: number; expiresAt: number }
  | { state: 'valid'; grant: T };

interface Entry<T> {
  grant: T;
  issuedAt: number;
  expiresAt: number;
  /** Milliseconds; undefined until the first use. */
  usedAt?: number;
}

const keptAfterExpiry = 3_600_000;

/** Authorization codes or refresh tokens: random and expiring. */
export class GrantStore<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(private readonly now: () => number) {}

  /** Stores a grant; returns the code or token for it. */
  issue(grant: T, expiresAt: number): string {
    this.#prune();
    const token = randomBytes(48).toString('base64url');
    this.#entries.set(token, { grant, issuedAt: this.now(), expiresAt });
    return token;
  }

  /**
   * The state of a presented value; does not consume it.
   *
   * @param reuseMs - how long it is valid after its first use, in milliseconds; 0: single use
   */
  inspect(token: string, reuseMs = 0): PresentedGrant<T> {
    const entry = this.#entries.get(token);
    if (!entry) {
      return { state: 'unknown' };
    }
    if (entry.usedAt !== undefined && entry.usedAt + reuseMs <= this.now()) {
      return { state: 'used' };
    }
    if (entry.expiresAt <= this.now()) {
      return { state: 'expired', issuedAt: entry.issuedAt, expiresAt: entry.expiresAt };
    }
    return { state: 'valid', grant: entry.grant };
  }

  /** Marks it as used. */
  consume(token: string): void {
    const entry = this.#entries.get(token);
    if (entry) {
      entry.usedAt ??= this.now();
    }
  }

  clear(): void {
    this.#entries.clear();
  }

  // Kept for an hour after expiry so that a late client gets "expired" and not "unknown".
  #prune(): void {
    const limit = this.now() - keptAfterExpiry;
    for (const [token, entry] of this.#entries) {
      if (entry.expiresAt < limit) {
        this.#entries.delete(token);
      }
    }
  }
}

/** What a user authorized a client for. */
export interface Authorization {
  readonly policy: Policy;
  readonly client: Application;
  /** Platform of the redirect URI: it decides on secrets, CORS and refresh token lifetime. */
  readonly platform: Platform;
  readonly userId: string;
  readonly scopes: RequestedScopes;
  readonly nonce?: string | undefined;
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly newUser: boolean;
  /** Authentication contexts that the user satisfied: `acrs`. */
  readonly authContexts?: readonly string[] | undefined;
  /** Client capabilities: `xms_cc`. */
  readonly capabilities?: readonly string[] | undefined;
}

/** The grant of an authorization code. */
export interface CodeGrant {
  readonly authorization: Authorization;
  readonly redirectUri: string;
  readonly challenge?: PkceChallenge | undefined;
}

/** The grant of a refresh token. */
export interface RefreshGrant {
  readonly authorization: Authorization;
  /** Milliseconds; end of the sliding window for all refresh tokens that follow from one sign-in. */
  readonly familyExpiresAt: number;
}
