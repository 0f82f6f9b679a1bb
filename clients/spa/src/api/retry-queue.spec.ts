import { retryDelaySeconds } from './retry-queue.js';

it('doubles up to half a minute', () => {
  expect([0, 1, 2, 3, 9].map((attempt) => retryDelaySeconds(attempt, undefined, 0))).toEqual([
    1, 2, 4, 8, 30,
  ]);
});

it('follows what the server asks for', () => {
  expect(retryDelaySeconds(0, 42, 0.5)).toBe(42);
  expect(retryDelaySeconds(0, 0, 0.5)).toBe(1);
});

it('spreads callers, by a quarter at most', () => {
  expect(retryDelaySeconds(9, undefined, 1)).toBe(38);
});
