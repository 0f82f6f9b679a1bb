import type { Quota } from '../../config/index.js';

export type { Quota };

/** How much of a quota one caller has used. */
export interface Count {
  /** Requests since the window opened, including this one. */
  readonly requests: number;
  /** Milliseconds until the window closes. */
  readonly msLeft: number;
}

/** Counts requests by key in fixed windows. A window opens with the first request of a key. */
export interface Counter {
  /** Counts one request. */
  count(key: string): Count | Promise<Count>;
}
