import { freePort } from 'test-support';
import pg from 'pg';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Person } from '../support/person.js';
import { startProvider } from '../support/provider.js';
import { RedisServer } from '../support/redis-server.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(60_000);

let provider: TestProvider;
let redis: RedisServer;
let api: Api;
let metrics: string;

beforeAll(async () => {
  provider = await startProvider();
  redis = await RedisServer.start();
  const port = await freePort();
  metrics = `http://127.0.0.1:${port}/metrics`;
  api = await Api.start(provider, {
    METRICS_PORT: String(port),
    DATABASE_POOL_MAX: '3',
    REDIS_URL: redis.url,
    RATE_LIMIT_PER_IP: '10000/60',
  });
  await api.whenReady();
});
afterAll(async () => {
  await api.close();
  await redis.kill();
  await provider.close();
});

async function figure(series: string): Promise<number | undefined> {
  const text = await (await fetch(metrics)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

async function until(series: string, matches: (value: number) => boolean): Promise<void> {
  for (let value = await figure(series); value === undefined || !matches(value);) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    value = await figure(series);
  }
}

it('tells how many connections are open and used, and how many requests wait for one', async () => {
  const person = new Person({ api, provider });
  const { path } = await person.add();
  const other = new pg.Client({ connectionString: api.databaseVariables['DATABASE_URL'] });
  await other.connect();
  await other.query('begin; lock table task');
  const answers = Array.from({ length: 8 }, () => person.send('PATCH', path, newTask()));
  await until('database_waiting_requests', (waiting) => waiting === 5);
  expect(await figure('database_connections{state="used"}')).toBe(3);
  expect(await figure('database_connections{state="idle"}')).toBe(0);
  expect(await figure('database_connections_max')).toBe(3);
  await other.query('rollback');
  await other.end();
  for (const { status } of await Promise.all(answers)) {
    expect(status).toBe(200);
  }
  expect(await figure('database_waiting_requests')).toBe(0);
  await until('database_connections{state="idle"}', (idle) => idle === 3);
});

it('tells whether Redis counts for all processes', async () => {
  await api.call('/health');
  expect(await figure('rate_limit_shared')).toBe(1);
  await redis.kill();
  await api.call('/health');
  await until('rate_limit_shared', (shared) => shared === 0);
  expect(await figure('rate_limit_counted_keys{limit="per-ip"}')).toBeGreaterThan(0);
  await redis.up();
  for (const end = Date.now() + 20_000; (await figure('rate_limit_shared')) === 0;) {
    expect(Date.now()).toBeLessThan(end);
    await api.call('/health');
  }
});
