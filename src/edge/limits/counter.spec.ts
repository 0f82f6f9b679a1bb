import { MemoryCounter } from './counter.js';

const quota = { calls: 3, seconds: 60 };

it('counts for a limited number of keys and removes the one that was used longest ago', () => {
  const counter = new MemoryCounter(quota, 100);
  counter.count('busy');
  for (let caller = 0; caller < 10_000; caller++) {
    counter.count(`other ${caller}`);
    if (caller % 50 === 0) {
      counter.count('busy');
    }
  }
  expect(counter.count('busy').requests).toBe(202);
  expect(counter.count('other 0').requests).toBe(1);
});

it('returns the time until the window closes', () => {
  const { msLeft } = new MemoryCounter(quota).count('somebody');
  expect(msLeft).toBe(60_000);
});
