import { MemoryCounter } from './memory-counter.js';

const quota = { calls: 3, seconds: 60 };

it('remembers so many callers and no more, and forgets who has been quiet longest', () => {
  const counter = new MemoryCounter(quota, 100);
  counter.count('busy');
  for (let caller = 0; caller < 10_000; caller++) {
    counter.count(`passer-by ${caller}`);
    if (caller % 50 === 0) counter.count('busy');
  }
  expect(counter.count('busy').calls).toBe(202);
  expect(counter.count('passer-by 0').calls).toBe(1);
});

it('says how long the window stays open', () => {
  const { msLeft } = new MemoryCounter(quota).count('somebody');
  expect(msLeft).toBe(60_000);
});
