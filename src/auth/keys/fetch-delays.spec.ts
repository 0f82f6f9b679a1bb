import { longestDelayMs, refreshDelayMs, retryDelayMs } from './fetch-delays.js';

it('waits from one second to the cap, longer after each failure in a row', () => {
  const shortest = [1, 2, 3, 4, 5, 6, 7, 100].map((n) =>
    retryDelayMs(n, longestDelayMs.withKeys, 0),
  );
  const longest = [1, 2, 3, 4, 5, 6, 7, 100].map((n) =>
    retryDelayMs(n, longestDelayMs.withKeys, 1),
  );
  expect(shortest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(longest).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

it('waits at most 20 seconds while there is no key at all', () => {
  expect(retryDelayMs(50, longestDelayMs.withoutKeys, 1)).toBe(20_000);
});

it('refreshes about every ten minutes', () => {
  expect(refreshDelayMs(0)).toBeCloseTo(540_000);
  expect(refreshDelayMs(1)).toBeCloseTo(660_000);
});
