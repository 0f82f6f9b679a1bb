import type { EdgeSettings } from '../config/index.js';

/** What the edge needs to know. A setting that is left out switches its check off. */
export interface EdgeOptions extends EdgeSettings {
  /** What the keys of counters begin with that several processes share: the name of the API. */
  readonly counterPrefix: string;
  /** Where callers find the API: an origin, perhaps with a path that a proxy strips. */
  readonly publicUrl: string;
  /** The API listens on a Unix socket or a Windows pipe, where connections have no address. */
  readonly listensOnPipe?: boolean;
  /** Key of the pseudonyms in the log; left out: a random one for this process. */
  readonly pseudonymKey?: string | undefined;
  /**
   * Returns the key that a caller's requests are counted by, once the token has been accepted; undefined
   * for a request without a token.
   */
  readonly subjectOf: (request: object) => string | undefined;
}
