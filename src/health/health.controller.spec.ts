import type { Database } from '../database/index.js';
import { CachedDatabaseCheck } from './health.controller.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('looks once a second, however many ask', async () => {
  let looks = 0;
  const database = { ready: () => Promise.resolve(++looks % 2 === 1) } as unknown as Database;
  const look = new CachedDatabaseCheck(database);
  const ask = (many: number) => Promise.all(Array.from({ length: many }, () => look.isReady()));

  expect(new Set(await ask(1_000))).toEqual(new Set([true]));
  await jest.advanceTimersByTimeAsync(990);
  expect(new Set(await ask(1_000))).toEqual(new Set([true]));
  expect(looks).toBe(1);

  await jest.advanceTimersByTimeAsync(20);
  expect(new Set(await ask(1_000))).toEqual(new Set([false]));
  expect(looks).toBe(2);
});

it('waits for a look that takes long instead of starting another one', async () => {
  let looks = 0;
  const ready = () => {
    looks++;
    return new Promise((resolve) => setTimeout(() => resolve(true), 5_000));
  };
  const look = new CachedDatabaseCheck({ ready } as unknown as Database);
  const first = look.isReady();
  await jest.advanceTimersByTimeAsync(4_000);
  const second = look.isReady();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(looks).toBe(1);
});
