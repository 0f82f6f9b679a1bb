import { LRUCache } from 'lru-cache';
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

/** How many keys are counted at once. They take about 10 MB. */
const maxKeys = 50_000;

interface Window {
  requests: number;
  /** On the clock of `performance.now()`. */
  readonly endsAt: number;
}

/** Counts in the memory of this process. When it is full, the key that was used longest ago is removed. */
export class MemoryCounter implements Counter {
  readonly #windows: LRUCache<string, Window>;
  readonly #windowMs: number;

  constructor({ seconds }: Pick<Quota, 'seconds'>, max = maxKeys) {
    this.#windows = new LRUCache({ max });
    this.#windowMs = seconds * 1000;
  }

  /** How many keys are counted now, those whose window has closed included. */
  get size(): number {
    return this.#windows.size;
  }

  /** Synchronous, so that no two requests get the same number. */
  count(key: string): Count {
    const now = performance.now();
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { requests: 0, endsAt: now + this.#windowMs };
      this.#windows.set(key, window);
    }
    window.requests++;
    // Rounded, because floating point can make a window that opens now seem longer than it is.
    return { requests: window.requests, msLeft: Math.round(window.endsAt - now) };
  }
}
