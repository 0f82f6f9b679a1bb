import { LRUCache } from 'lru-cache';
import { closedSeconds, idleSeconds, type SessionStorage } from './session-storage.js';

/** Bounded: whoever keeps asking for sign-ins must not fill the memory. */
const mostSessions = 10_000;

/** Sessions in the memory of this process: for development, and for a single process. */
export class MemoryStorage implements SessionStorage {
  readonly #sessions = new LRUCache<string, string>({ max: mostSessions, ttl: idleSeconds * 1000 });
  readonly #ended = new LRUCache<string, true>({ max: mostSessions, ttl: closedSeconds * 1000 });

  read(id: string): Promise<string | undefined> {
    return Promise.resolve(this.#sessions.get(id, { updateAgeOnGet: true }));
  }

  write(id: string, text: string): Promise<void> {
    if (!this.#ended.has(id)) this.#sessions.set(id, text);
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
