/** So many calls in so many seconds. */
export interface Quota {
  readonly calls: number;
  readonly seconds: number;
}

/** How much of its quota somebody has used. */
export interface Count {
  /** Calls since the window opened, with this one. */
  readonly calls: number;
  /** How long the window stays open. */
  readonly msLeft: number;
}

/** Counts calls in windows that open with a caller's first call. */
export interface Counter {
  count(key: string): Count | Promise<Count>;
}
