/** An hour without a request ends a session. */
export const idleSeconds = 3_600;

/** How long an ended session stays closed: longer than any request can be under way. */
export const closedSeconds = 120;

/**
 * Where sessions are kept as text. Reading one prolongs it. An ended one cannot be written again
 * for a while: else a request that was under way during a sign-out would bring it back to life.
 */
export interface SessionStorage {
  read(id: string): Promise<string | undefined>;
  write(id: string, text: string): Promise<void>;
  end(id: string): Promise<void>;
  close(): Promise<void>;
}
