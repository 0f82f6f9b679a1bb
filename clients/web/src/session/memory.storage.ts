import { LRUCache } from 'lru-cache';
import {
  anonymousSeconds,
  closedSeconds,
  idleSeconds,
  mostOfAKind,
  type SessionKind,
  type SessionStorage,
} from './session-storage.js';

/** Sessions in the memory of this process: for development, and for a single process. */
export class MemoryStorage implements SessionStorage {
  readonly #sessions: Readonly<Record<SessionKind, LRUCache<string, string>>> = {
    'signed-in': new LRUCache({ max: mostOfAKind, ttl: idleSeconds * 1000, updateAgeOnGet: true }),
    anonymous: new LRUCache({ max: mostOfAKind, ttl: anonymousSeconds * 1000 }),
  };
  readonly #ended = new LRUCache<string, true>({ max: mostOfAKind, ttl: closedSeconds * 1000 });

  read(id: string): Promise<string | undefined> {
    const { 'signed-in': signedIn, anonymous } = this.#sessions;
    return Promise.resolve(signedIn.get(id) ?? anonymous.get(id));
  }

  write(id: string, text: string, kind: SessionKind): Promise<void> {
    if (this.#ended.has(id)) return Promise.resolve();
    if (kind === 'signed-in') this.#sessions.anonymous.delete(id);
    this.#sessions[kind].set(id, text);
    return Promise.resolve();
  }

  end(id: string): Promise<void> {
    for (const sessions of Object.values(this.#sessions)) sessions.delete(id);
    this.#ended.set(id, true);
    return Promise.resolve();
  }

  close(): Promise<void> {
    for (const sessions of Object.values(this.#sessions)) sessions.clear();
    return Promise.resolve();
  }
}
