import { randomBytes } from 'node:crypto';

/** A person signed in with this browser, in every policy of the tenant. */
export interface Session {
  userId: string;
  /** Seconds since the epoch: the auth_time of ID tokens. */
  authTime: number;
}

interface Entry {
  session: Session;
  lifetime: number;
  expiresAt: number;
}

/** Browser sessions: the whole tenant is signed in at once, as B2C does by default. */
export class SessionStore {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  /** Starts a session; returns the value of its cookie. */
  start(session: Session, lifetimeMinutes: number): string {
    for (const [id, entry] of this.entries)
      if (entry.expiresAt <= this.now()) this.entries.delete(id);
    const id = randomBytes(32).toString('base64url');
    const lifetime = lifetimeMinutes * 60_000;
    this.entries.set(id, { session, lifetime, expiresAt: this.now() + lifetime });
    return id;
  }

  /** The session of a cookie, which lives on by being used. */
  find(id: string | undefined): Session | undefined {
    const entry = id === undefined ? undefined : this.entries.get(id);
    if (!entry || entry.expiresAt <= this.now()) return undefined;
    entry.expiresAt = this.now() + entry.lifetime;
    return entry.session;
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }
}
