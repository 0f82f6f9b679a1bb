import type fastifySession from '@fastify/session';
import type { Session } from 'fastify';
import type { SessionStorage } from './session-storage.js';

/** Puts a storage behind the callbacks that the session plugin speaks. */
export class StorageStore implements fastifySession.SessionStore {
  constructor(private readonly storage: SessionStorage) {}

  get(id: string, done: (error: unknown, session?: Session | null) => void): void {
    this.storage.read(id).then(
      (text) => done(null, text === undefined ? null : (JSON.parse(text) as Session)),
      (error: unknown) => done(error),
    );
  }

  set(id: string, session: Session, done: (error?: unknown) => void): void {
    const kind = session.signedIn === undefined ? 'anonymous' : 'signed-in';
    this.storage.write(id, JSON.stringify(session), kind).then(() => done(), done);
  }

  destroy(id: string, done: (error?: unknown) => void): void {
    this.storage.end(id).then(() => done(), done);
  }
}
