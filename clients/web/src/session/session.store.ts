import type fastifySession from '@fastify/session';
import type { Session } from 'fastify';

/** A session ends after an hour without a request. */
export const idleTimeoutSeconds = 3_600;

/** How long an ended session id stays blocked: longer than any request can be in flight. */
export const endedLifetimeSeconds = 120;

/**
 * Where the sessions of signed-in users are stored, as text; a session without a signed-in user is not
 * stored, so that strangers cannot fill the store. Reading a session extends it. An ended session
 * cannot be written again for a while: otherwise a request that was in flight during a sign-out would
 * restore it.
 */
export abstract class SessionStore implements fastifySession.SessionStore {
  abstract read(id: string): Promise<string | undefined>;

  abstract write(id: string, text: string): Promise<void>;

  abstract end(id: string): Promise<void>;

  abstract close(): Promise<void>;

  /** Part of the session plugin's interface, like the two below. */
  get(id: string, done: (error: unknown, session?: Session | null) => void): void {
    this.read(id).then(
      (text) => done(null, text === undefined ? null : (JSON.parse(text) as Session)),
      (error: unknown) => done(error),
    );
  }

  set(id: string, session: Session, done: (error?: unknown) => void): void {
    if (session.user === undefined) {
      done();
      return;
    }
    this.write(id, JSON.stringify(session)).then(() => done(), done);
  }

  destroy(id: string, done: (error?: unknown) => void): void {
    this.end(id).then(() => done(), done);
  }
}
