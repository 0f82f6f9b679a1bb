import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { startProvider } from '../support/provider.js';
import { RedisServer } from '../support/redis-server.js';

let provider: TestProvider;
let redis: RedisServer;
let api: Api;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

beforeEach(async () => {
  redis = await RedisServer.start();
  api = await start();
});
afterEach(async () => {
  await api.close();
  redis.resume();
  await redis.kill();
});

const generous = { RATE_LIMIT_PER_IP: '100000/600', RATE_LIMIT_PER_SUBJECT: '100000/600' };

async function start(): Promise<Api> {
  return (await Api.start(provider, { ...generous, REDIS_URL: redis.url })).whenReady();
}

const awayOrBack = () =>
  api.log.flatMap(({ msg }) => /^Redis is (away|back)/.exec(String(msg))?.[1] ?? []);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What one request met. */
interface Call {
  readonly ms: number;
  readonly status: number;
  /** What was left of the limit per subject afterwards. */
  readonly left: number;
}

/** Calls an API without a pause, five at a time, until the signal says that it is enough. */
async function load(target: Api, enough: AbortSignal): Promise<Call[]> {
  const token = await provider.token();
  const calls: Call[] = [];
  const caller = async () => {
    while (!enough.aborted) {
      const asked = performance.now();
      const { status, headers } = await target.call('/me', { token });
      const left = /"per-subject";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
      calls.push({ ms: performance.now() - asked, status, left: Number(left) });
    }
  };
  await Promise.all(Array.from({ length: 5 }, caller));
  return calls;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Puts an API under load through an outage, and at the same time one that needs no Redis, which
 * suffers from everything else that happens on the machine.
 *
 * @returns the calls of both, and how long it took to notice the return
 */
async function through(begin: () => unknown, end: () => unknown) {
  const without = await (await Api.start(provider, generous)).whenReady();
  const enough = new AbortController();
  const loads = Promise.all([load(api, enough.signal), load(without, enough.signal)]);
  await pause(1_000);
  await begin();
  await until(() => awayOrBack().includes('away'));
  await pause(2_000);
  await end();
  const ended = performance.now();
  await until(() => awayOrBack().includes('back'));
  const noticedAfter = performance.now() - ended;
  await pause(1_000);
  enough.abort();
  const [calls, others] = await loads;
  await without.close();
  return { calls, others, noticedAfter };
}

const slowest = (calls: readonly Call[]) => Math.max(...calls.map(({ ms }) => ms));

it.each<[string, () => unknown, () => unknown]>([
  ['is killed and started again', () => redis.kill(), () => redis.up()],
  ['stops answering and goes on', () => redis.pause(), () => redis.resume()],
])(
  'serves every request, without a stall, while Redis %s',
  async (_, begin, end) => {
    const { calls, others, noticedAfter } = await through(begin, end);
    expect(calls.length).toBeGreaterThan(500);
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]));
    expect(calls.every(({ left }) => left >= 0)).toBe(true);
    expect(slowest(calls) - slowest(others)).toBeLessThan(100);
    expect(noticedAfter).toBeLessThan(3_000);
    expect(awayOrBack()).toEqual(['away', 'back']);
  },
  20_000,
);

it('starts without Redis, and uses it once it is there', async () => {
  await api.close();
  await redis.kill();
  const started = performance.now();
  api = await start();
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(awayOrBack()).toEqual(['away']);
  await redis.up();
  const token = await provider.token();
  while (!awayOrBack().includes('back')) {
    expect((await api.call('/me', { token })).status).toBe(200);
    await pause(20);
  }
}, 20_000);

it('starts although Redis hangs', async () => {
  await api.close();
  redis.pause();
  const started = performance.now();
  api = await start();
  expect(performance.now() - started).toBeLessThan(3_000);
  const token = await provider.token();
  for (let calls = 0; calls < 10; calls++) {
    expect((await api.call('/me', { token })).status).toBe(200);
  }
  expect(awayOrBack()).toEqual(['away']);
  redis.resume();
  while (!awayOrBack().includes('back')) {
    expect((await api.call('/me', { token })).status).toBe(200);
    await pause(20);
  }
}, 20_000);

it('limits with its own counters while Redis is away', async () => {
  await api.close();
  api = await Api.start(provider, { REDIS_URL: redis.url, RATE_LIMIT_PER_IP: '5/60' });
  await redis.kill();
  const statuses = [];
  for (let calls = 0; calls < 6; calls++) {
    statuses.push((await api.call('/openapi.json')).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});

it('takes a Redis that refuses for one that is away, and repeats no password', async () => {
  const locked = await RedisServer.start('--requirepass', 'correct-horse');
  const url = locked.url.replace('redis://', 'redis://:hunter2@');
  const refused = await Api.start(provider, { REDIS_URL: url, RATE_LIMIT_PER_IP: '5/60' });
  expect((await refused.call('/openapi.json')).status).toBe(200);
  const log = JSON.stringify(refused.log);
  expect(log).toContain('Redis is away');
  expect(log).not.toMatch(/hunter2|correct-horse/);
  await refused.close();
  await locked.kill();
});
