import { LRUCache } from 'lru-cache';
import { endedLifetimeSeconds, idleTimeoutSeconds, SessionStore } from './session.store.js';

/** Above it the sessions that were not used for longest end. */
export const maxSessions = 10_000;

/** Sessions in the memory of this process: for development, and for a single process. */
export class MemorySessionStore extends SessionStore {
  readonly #sessions = new LRUCache<string, string>({
    max: maxSessions,
    ttl: idleTimeoutSeconds * 1000,
    updateAgeOnGet: true,
  });
  readonly #ended = new LRUCache<string, true>({
    max: maxSessions,
    ttl: endedLifetimeSeconds * 1000,
  });

  read(id: string): Promise<string | undefined> {
    return Promise.resolve(this.#sessions.get(id));
  }

  write(id: string, text: string): Promise<void> {
    if (!this.#ended.has(id)) {
      this.#sessions.set(id, text);
    }
    return Promise.resolve();
  }

  end(id: string): Promise<void> {
    this.#sessions.delete(id);
    this.#ended.set(id, true);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#sessions.clear();
    return Promise.resolve();
  }
}
