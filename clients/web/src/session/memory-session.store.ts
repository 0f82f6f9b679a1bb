import { LRUCache } from 'lru-cache';
import {
  anonymousLifetimeSeconds,
  endedLifetimeSeconds,
  idleTimeoutSeconds,
  maxSessionsPerKind as max,
  SessionStore,
  type SessionKind,
} from './session.store.js';

/** Sessions in the memory of this process: for development, and for a single process. */
export class MemorySessionStore extends SessionStore {
  readonly #sessions: Readonly<Record<SessionKind, LRUCache<string, string>>> = {
    'signed-in': new LRUCache({ max, ttl: idleTimeoutSeconds * 1000, updateAgeOnGet: true }),
    anonymous: new LRUCache({ max, ttl: anonymousLifetimeSeconds * 1000 }),
  };
  readonly #ended = new LRUCache<string, true>({ max, ttl: endedLifetimeSeconds * 1000 });

  read(id: string): Promise<string | undefined> {
    const { 'signed-in': signedIn, anonymous } = this.#sessions;
    return Promise.resolve(signedIn.get(id) ?? anonymous.get(id));
  }

  write(id: string, text: string, kind: SessionKind): Promise<void> {
    if (this.#ended.has(id)) {
      return Promise.resolve();
    }
    if (kind === 'signed-in') {
      this.#sessions.anonymous.delete(id);
    }
    this.#sessions[kind].set(id, text);
    return Promise.resolve();
  }

  end(id: string): Promise<void> {
    for (const sessions of Object.values(this.#sessions)) {
      sessions.delete(id);
    }
    this.#ended.set(id, true);
    return Promise.resolve();
  }

  close(): Promise<void> {
    for (const sessions of Object.values(this.#sessions)) {
      sessions.clear();
    }
    return Promise.resolve();
  }
}
