import { LRUCache } from 'lru-cache';
import type { Count, Counter, Quota } from './counter.js';

/** Some 10 MB when it is full. */
const maxKeys = 50_000;

/**
 * Counts in the memory of this process. Bounded: past so many callers, the one that called longest
 * ago is forgotten, so who floods from many addresses does not make room for itself.
 */
export class MemoryCounter implements Counter {
  readonly #windows: LRUCache<string, { calls: number; readonly endsAt: number }>;

  constructor(
    private readonly quota: Quota,
    max = maxKeys,
  ) {
    this.#windows = new LRUCache({ max });
  }

  /** Counted before anything else can run, so no two calls see the same number. */
  count(key: string): Count {
    const now = performance.now();
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { calls: 0, endsAt: now + this.quota.seconds * 1000 };
      this.#windows.set(key, window);
    }
    window.calls++;
    // Rounded: a window that opens now must not seem longer than it is by a bit of a float.
    return { calls: window.calls, msLeft: Math.round(window.endsAt - now) };
  }
}
