import { randomBytes } from 'node:crypto';

/** A signed-in browser, for all policies of the tenant. */
export interface Session {
  readonly userId: string;
  /** Seconds since the epoch: the auth_time of ID tokens. */
  readonly authTime: number;
}

interface Entry {
  session: Session;
  lifetime: number;
  expiresAt: number;
}

/** Browser sessions, one for the whole tenant as by default in B2C. */
export class SessionStore {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  /** Starts a session; returns the value of its cookie. */
  start(session: Session, lifetimeMinutes: number): string {
    for (const [id, entry] of this.#entries) {
      if (entry.expiresAt <= this.now()) {
        this.#entries.delete(id);
      }
    }
    const id = randomBytes(32).toString('base64url');
    const lifetime = lifetimeMinutes * 60_000;
    this.#entries.set(id, { session, lifetime, expiresAt: this.now() + lifetime });
    return id;
  }

  /** The session of a cookie value; each use extends it. */
  find(id: string | undefined): Session | undefined {
    const entry = id === undefined ? undefined : this.#entries.get(id);
    if (!entry || entry.expiresAt <= this.now()) {
      return undefined;
    }
    entry.expiresAt = this.now() + entry.lifetime;
    return entry.session;
  }

  end(id: string | undefined): void {
    if (id !== undefined) {
      this.#entries.delete(id);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
