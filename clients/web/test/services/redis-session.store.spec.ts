import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Encryption } from '../../src/cookies/index.js';
import { RedisSessionStore } from '../../src/session/redis-session.store.js';

const url = process.env['TEST_REDIS_URL'] ?? '';
const encryption = new Encryption(['a secret of the tests and of nothing else']);
let store: RedisSessionStore;
let redis: Redis;

beforeAll(() => {
  store = new RedisSessionStore(url, encryption);
  redis = new Redis(url);
});
afterAll(async () => {
  await store.close();
  await redis.quit();
});

const keyOf = (id: string) => `tasks-web-client:session:${id}`;

it('keeps a session for an hour after it was read', async () => {
  const id = randomUUID();
  await store.write(id, 'session');
  await redis.expire(keyOf(id), 10);
  expect(await store.read(id)).toBe('session');
  expect(await redis.ttl(keyOf(id))).toBeGreaterThan(3_000);
});

it('does not restore an ended session', async () => {
  const id = randomUUID();
  await store.write(id, 'before');
  await store.end(id);
  await store.write(id, 'after');
  expect(await store.read(id)).toBeUndefined();
});

it('stores nothing that can be read without the secret', async () => {
  const id = randomUUID();
  await store.write(id, '{"accessToken":"eyJ-a-token"}');
  const stored = (await redis.get(keyOf(id))) ?? '';
  expect(stored).not.toContain('accessToken');
  expect(Buffer.from(stored, 'base64url').toString()).not.toContain('eyJ-a-token');
  const other = new RedisSessionStore(url, new Encryption(['another secret, with a good length']));
  expect(await other.read(id)).toBeUndefined();
  await other.close();
});

it.each([
  ['put in the place of another', (stored: string) => stored],
  ['changed', (stored: string) => `${stored.slice(0, -4)}AAAA`],
  ['written as plain text', () => '{"user":{}}'],
])('accepts no session that was %s in Redis', async (_name, change) => {
  const [attacker, victim] = [randomUUID(), randomUUID()];
  await store.write(attacker, '{"user":"attacker"}');
  await store.write(victim, '{"user":"victim"}');
  await redis.set(keyOf(victim), change((await redis.get(keyOf(attacker))) ?? ''));
  expect(await store.read(victim)).toBeUndefined();
});

it('reads sessions that were written before the secret was rotated', async () => {
  const id = randomUUID();
  await store.write(id, 'session');
  const rotated = new RedisSessionStore(
    url,
    new Encryption(['the new secret of the tests', 'a secret of the tests and of nothing else']),
  );
  expect(await rotated.read(id)).toBe('session');
  await rotated.close();
});
