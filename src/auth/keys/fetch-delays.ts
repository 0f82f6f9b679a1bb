const firstMs = 1_000;

/** How long to wait at most, in milliseconds: while keys still serve, and with none at all. */
export const longestDelayMs = { withKeys: 60_000, withoutKeys: 20_000 } as const;

/**
 * How long to wait after a failure: doubling from one second, the upper half of it at random, so
 * that many processes do not come back in step.
 *
 * @param failures in a row, 1 or more
 * @param longestMs the cap
 * @param random from 0 to 1
 */
export function retryDelayMs(failures: number, longestMs: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10));
  return Math.max(firstMs, full / 2 + (full / 2) * random);
}

const refreshMs = 600_000;

/** About ten minutes, a tenth earlier or later, in milliseconds. */
export function refreshDelayMs(random: number): number {
  return refreshMs * (0.9 + 0.2 * random);
}
