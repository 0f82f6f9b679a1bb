import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { RedisSessionStore } from '../../src/session/redis-session.store.js';
import { anonymousLifetimeSeconds, maxSessionsPerKind } from '../../src/session/session.store.js';

const url = process.env['TEST_REDIS_URL'] ?? '';
let store: RedisSessionStore;
let redis: Redis;

beforeAll(() => {
  store = new RedisSessionStore(url);
  redis = new Redis(url);
});
afterAll(async () => {
  await store.close();
  await redis.quit();
});

const secondsLeft = (id: string) => redis.ttl(`tasks-web-client:anonymous:${id}`);

it('keeps an anonymous session for a sign-in, and not longer for being read', async () => {
  const id = randomUUID();
  await store.write(id, 'pending', 'anonymous');
  expect(await store.read(id)).toBe('pending');
  expect(await secondsLeft(id)).toBeGreaterThan(anonymousLifetimeSeconds - 60);
  expect(await secondsLeft(id)).toBeLessThanOrEqual(anonymousLifetimeSeconds);
});

it('keeps the session of a signed-in user for an hour after it was read', async () => {
  const id = randomUUID();
  const key = `tasks-web-client:session:${id}`;
  await store.write(id, 'signed in', 'signed-in');
  await redis.expire(key, 10);
  expect(await store.read(id)).toBe('signed in');
  expect(await redis.ttl(key)).toBeGreaterThan(3_000);
});

it('bounds the number of anonymous sessions, and keeps those of signed-in users', async () => {
  const [person, first] = [randomUUID(), randomUUID()];
  await store.write(person, 'signed in', 'signed-in');
  await store.write(first, 'pending', 'anonymous');
  for (let begun = 0; begun < maxSessionsPerKind; begun += 500) {
    const visits = Array.from({ length: 500 }, () =>
      store.write(randomUUID(), 'pending', 'anonymous'),
    );
    await Promise.all(visits);
  }
  expect(await store.read(first)).toBeUndefined();
  expect(await redis.zcard('tasks-web-client:anonymous')).toBe(maxSessionsPerKind);
  expect(await store.read(person)).toBe('signed in');
});

it('lets an anonymous session become one of a signed-in user', async () => {
  const id = randomUUID();
  await store.write(id, 'pending', 'anonymous');
  await store.write(id, 'signed in', 'signed-in');
  expect(await store.read(id)).toBe('signed in');
  expect(await secondsLeft(id)).toBe(-2);
});

it.each(['anonymous', 'signed-in'] as const)(
  'does not restore an ended %s session',
  async (kind) => {
    const id = randomUUID();
    await store.write(id, 'before', kind);
    await store.end(id);
    await store.write(id, 'after', kind);
    expect(await store.read(id)).toBeUndefined();
  },
);
