/** An hour without a request ends a session of somebody who is signed in. */
export const idleSeconds = 3_600;

/**
 * How long a session lasts that nobody is signed in with: as long as a sign-in that it waits for
 * may take. Reading does not prolong it.
 */
export const anonymousSeconds = 30 * 60;

/** How long an ended session stays closed: longer than any request can be under way. */
export const closedSeconds = 120;

/**
 * Anybody can make as many anonymous sessions as they like: one with each request for a sign-in.
 * They are kept apart, so that they cannot push out those of people who are signed in.
 */
export type SessionKind = 'signed-in' | 'anonymous';

/** Bounded: whoever keeps asking for sign-ins must not fill the memory. */
export const mostOfAKind = 10_000;

/**
 * Where sessions are kept as text. Reading one of a person who is signed in prolongs it. An ended
 * one cannot be written again for a while: else a request that was under way during a sign-out
 * would bring it back to life.
 */
export interface SessionStorage {
  read(id: string): Promise<string | undefined>;
  /** An anonymous one may become one of somebody who is signed in, and never the other way. */
  write(id: string, text: string, kind: SessionKind): Promise<void>;
  end(id: string): Promise<void>;
  close(): Promise<void>;
}
