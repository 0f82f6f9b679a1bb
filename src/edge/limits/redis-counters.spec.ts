import { setTimeout as delay } from 'node:timers/promises';
import { TimeoutError, withTimeout } from './redis-counters.js';

it('settles like a promise that is settled in time', async () => {
  await expect(withTimeout(50, Promise.resolve(1))).resolves.toBe(1);
  await expect(withTimeout(50, Promise.reject(new RangeError()))).rejects.toThrow(RangeError);
});

it('does not wait longer than the timeout', async () => {
  const started = performance.now();
  await expect(withTimeout(20, delay(1_000, 'late', { ref: false }))).rejects.toThrow(TimeoutError);
  expect(performance.now() - started).toBeLessThan(100);
});

it('accepts an answer that arrived while the process was busy', async () => {
  const answer = new Promise((resolve) => setImmediate(() => resolve('arrived')));
  const waiting = withTimeout(5, answer);
  const until = performance.now() + 30;
  while (performance.now() < until) {}
  await expect(waiting).resolves.toBe('arrived');
});
