import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { RedisStorage } from '../../src/session/redis.storage.js';
import { anonymousSeconds, mostOfAKind } from '../../src/session/session-storage.js';

const url = process.env['TEST_REDIS_URL'] ?? '';
let storage: RedisStorage;
let redis: Redis;

beforeAll(() => {
  storage = new RedisStorage(url);
  redis = new Redis(url);
});
afterAll(async () => {
  await storage.close();
  await redis.quit();
});

const secondsLeft = (id: string) => redis.ttl(`tasks-web-client:anonymous:${id}`);

it('keeps an anonymous session for a sign-in, and not longer for being read', async () => {
  const id = randomUUID();
  await storage.write(id, 'pending', 'anonymous');
  expect(await storage.read(id)).toBe('pending');
  expect(await secondsLeft(id)).toBeGreaterThan(anonymousSeconds - 60);
  expect(await secondsLeft(id)).toBeLessThanOrEqual(anonymousSeconds);
});

it('keeps a session of somebody who is signed in for an hour after it was read', async () => {
  const id = randomUUID();
  const key = `tasks-web-client:session:${id}`;
  await storage.write(id, 'signed in', 'signed-in');
  await redis.expire(key, 10);
  expect(await storage.read(id)).toBe('signed in');
  expect(await redis.ttl(key)).toBeGreaterThan(3_000);
});

it('keeps so many anonymous sessions and no more, and everybody signed in', async () => {
  const [person, first] = [randomUUID(), randomUUID()];
  await storage.write(person, 'signed in', 'signed-in');
  await storage.write(first, 'pending', 'anonymous');
  for (let begun = 0; begun < mostOfAKind; begun += 500) {
    const visits = Array.from({ length: 500 }, () =>
      storage.write(randomUUID(), 'pending', 'anonymous'),
    );
    await Promise.all(visits);
  }
  expect(await storage.read(first)).toBeUndefined();
  expect(await redis.zcard('tasks-web-client:anonymous')).toBe(mostOfAKind);
  expect(await storage.read(person)).toBe('signed in');
});

it('lets an anonymous session become one of somebody who is signed in', async () => {
  const id = randomUUID();
  await storage.write(id, 'pending', 'anonymous');
  await storage.write(id, 'signed in', 'signed-in');
  expect(await storage.read(id)).toBe('signed in');
  expect(await secondsLeft(id)).toBe(-2);
});

it.each(['anonymous', 'signed-in'] as const)(
  'does not bring back an ended %s session',
  async (kind) => {
    const id = randomUUID();
    await storage.write(id, 'before', kind);
    await storage.end(id);
    await storage.write(id, 'after', kind);
    expect(await storage.read(id)).toBeUndefined();
  },
);
