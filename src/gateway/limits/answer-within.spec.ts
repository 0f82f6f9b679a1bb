import { setTimeout as delay } from 'node:timers/promises';
import { answerWithin, TooLateError } from './answer-within.js';

it('hands on what comes in time, good or bad', async () => {
  await expect(answerWithin(50, Promise.resolve(1))).resolves.toBe(1);
  await expect(answerWithin(50, Promise.reject(new RangeError()))).rejects.toThrow(RangeError);
});

it('does not wait for longer', async () => {
  const started = performance.now();
  await expect(answerWithin(20, delay(1_000, 'late', { ref: false }))).rejects.toThrow(
    TooLateError,
  );
  expect(performance.now() - started).toBeLessThan(100);
});

it('takes an answer that has arrived while the process was busy', async () => {
  const answer = new Promise((resolve) => setImmediate(() => resolve('arrived')));
  const waiting = answerWithin(5, answer);
  const until = performance.now() + 30;
  while (performance.now() < until);
  await expect(waiting).resolves.toBe('arrived');
});
