import { randomBytes } from 'node:crypto';

/** What a presented code or refresh token turned out to be. Times in milliseconds. */
export type Presented<T> =
  | { state: 'unknown' }
  | { state: 'used' }
  | { state: 'expired'; issuedAt: number; expiresAt: number }
  | { state: 'valid'; grant: T };

interface Entry<T> {
  grant: T;
  issuedAt: number;
  expiresAt: number;
  used: boolean;
}

const keptAfterExpiry = 3_600_000;

/** Codes or refresh tokens: unguessable, single use, with an end. */
export class GrantStore<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(private readonly now: () => number) {}

  /** Hands out a grant; returns what its holder must present. */
  issue(grant: T, expiresAt: number): string {
    this.prune();
    const token = randomBytes(48).toString('base64url');
    this.entries.set(token, { grant, issuedAt: this.now(), expiresAt, used: false });
    return token;
  }

  /** Looks at a presented value without using it up. */
  look(token: string): Presented<T> {
    const entry = this.entries.get(token);
    if (!entry) return { state: 'unknown' };
    if (entry.used) return { state: 'used' };
    if (entry.expiresAt <= this.now())
      return { state: 'expired', issuedAt: entry.issuedAt, expiresAt: entry.expiresAt };
    return { state: 'valid', grant: entry.grant };
  }

  /** Uses it up. */
  spend(token: string): void {
    const entry = this.entries.get(token);
    if (entry) entry.used = true;
  }

  clear(): void {
    this.entries.clear();
  }

  // Kept a while after their end, so that a late client hears "expired" and not "unknown".
  private prune(): void {
    const limit = this.now() - keptAfterExpiry;
    for (const [token, entry] of this.entries)
      if (entry.expiresAt < limit) this.entries.delete(token);
  }
}
