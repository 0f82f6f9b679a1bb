import type fastifySession from '@fastify/session';
import type { Session } from 'fastify';

/** A session of somebody who is signed in ends after an hour without a request. */
export const idleTimeoutSeconds = 3_600;

/**
 * How long a session without a signed-in user lasts: as long as the sign-in it waits for may take.
 * Reading does not extend it.
 */
export const anonymousLifetimeSeconds = 30 * 60;

/** How long an ended session id stays blocked: longer than any request can be in flight. */
export const endedLifetimeSeconds = 120;

/**
 * Anybody can create any number of anonymous sessions: one with each request for a sign-in. They are
 * stored apart, so that they cannot push out the sessions of signed-in users.
 */
export type SessionKind = 'signed-in' | 'anonymous';

/** The bound for each kind: repeated requests for a sign-in must not fill the memory. */
export const maxSessionsPerKind = 10_000;

/**
 * Where sessions are stored, as text. Reading a signed-in user's session extends it. An ended session
 * cannot be written again for a while: otherwise a request that was in flight during a sign-out would
 * restore it.
 */
export abstract class SessionStore implements fastifySession.SessionStore {
  abstract read(id: string): Promise<string | undefined>;

  /** An anonymous session may become a signed-in user's, never the other way round. */
  abstract write(id: string, text: string, kind: SessionKind): Promise<void>;

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
    const kind = session.user === undefined ? 'anonymous' : 'signed-in';
    this.write(id, JSON.stringify(session), kind).then(() => done(), done);
  }

  destroy(id: string, done: (error?: unknown) => void): void {
    this.end(id).then(() => done(), done);
  }
}
