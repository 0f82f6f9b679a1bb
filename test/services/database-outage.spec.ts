import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { Database } from '../../src/database/index.js';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api, type Answer } from '../support/api.js';
import { Person } from '../support/person.js';
import { TcpProxy } from 'test-support';
import { startProvider } from '../support/provider.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(30_000);

let provider: TestProvider;
let database: TestDatabase;
let proxy: TcpProxy;
let api: Api;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

beforeEach(async () => {
  database = await createTestDatabase();
  proxy = await TcpProxy.start(new URL(database.environment['DATABASE_URL'] ?? ''));
});
afterEach(async () => {
  await api.close();
  await proxy.down();
  await database.remove();
});

const start = () => Api.start(provider, { DATABASE_URL: proxy.url });

function expectUnavailable(answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.stringify(answer.body)).not.toMatch(/postgres|ECONN|select|connection/i);
}

/** What readiness found in the last second may still be answered. */
async function expectNotReady(): Promise<void> {
  expect((await api.call('/health/live')).status).toBe(200);
  let ready = await api.call('/health/ready');
  for (const end = Date.now() + 2_000; ready.status === 200 && Date.now() < end;) {
    await sleep(50);
    ready = await api.call('/health/ready');
  }
  expect(ready.status).toBe(503);
  expect(ready.body['detail']).toContain('database');
}

it('answers 503 with Retry-After while the database is away, and works again when it is back', async () => {
  api = await (await start()).whenReady();
  const person = new Person({ api, provider });
  const { path, tag } = await person.add();

  await proxy.down();
  await expectNotReady();
  const body = newTask();
  expectUnavailable(await person.get('/tasks'));
  expectUnavailable(await person.get(path));
  expectUnavailable(await person.send('POST', '/tasks', body));
  expectUnavailable(await person.send('POST', '/tasks', body, { 'idempotency-key': 'a' }));
  expectUnavailable(await person.send('PATCH', path, body));
  expectUnavailable(await person.send('DELETE', path));
  await expectNotReady();

  await proxy.up();
  await api.whenReady();
  expect((await person.get(path)).headers.get('etag')).toBe(tag);
  const created = await person.send('POST', '/tasks', body, { 'idempotency-key': 'a' });
  expect(created.status).toBe(201);
  expect((await person.send('PATCH', path, body)).status).toBe(200);
});

it('starts while the database is away: alive, not ready, then ready', async () => {
  await proxy.down();
  api = await start();
  const person = new Person({ api, provider });
  await expectNotReady();
  expectUnavailable(await person.get('/tasks'));

  await proxy.up();
  await api.whenReady();
  const { path } = await person.add();
  expect((await person.get(path)).status).toBe(200);
});

it('does not start where the database does not let it in, and says which variable is wrong', async () => {
  api = await start();
  const wrong = new URL(database.environment['DATABASE_URL'] ?? '');
  wrong.pathname = '/no-such-database';
  await expect(Api.start(provider, { DATABASE_URL: wrong.href })).rejects.toThrow(
    /^DATABASE_URL: the database refuses the connection: /,
  );
});

it('answers 503 to a request whose connection breaks half way', async () => {
  api = await (await start()).whenReady();
  const person = new Person({ api, provider });
  const { path, tag } = await person.add();

  const other = new pg.Client({ connectionString: database.environment['DATABASE_URL'] });
  await other.connect();
  await other.query('begin; lock table task');
  const answer = person.send('PATCH', path, { title: 'Changed' });
  const waiting = `select 1 from pg_locks where not granted and relation = 'task'::regclass`;
  while ((await other.query(waiting)).rowCount === 0) {}
  await other.query(
    `select pg_terminate_backend(pid) from pg_locks where not granted and relation = 'task'::regclass`,
  );
  await other.query('rollback');
  await other.end();

  expectUnavailable(await answer);
  expect((await person.get(path)).headers.get('etag')).toBe(tag);
});

it('gives up connections that have gone silent, and works on with new ones', async () => {
  api = await (await start()).whenReady();
  const person = new Person({ api, provider });
  const { path } = await person.add();
  // As many connections as the requests that follow use.
  const { db } = api.nest.get(Database);
  const select = (one: typeof db) => sql`select 1`.execute(one);
  await db.transaction().execute(() => db.transaction().execute(select));

  proxy.freeze();
  const body = newTask();
  const answers = await Promise.all([
    person.send('PATCH', path, body),
    person.send('POST', '/tasks', body, { 'idempotency-key': 'a' }),
  ]);
  for (const answer of answers) {
    expectUnavailable(answer);
  }

  expect((await person.send('PATCH', path, body)).status).toBe(200);
  const created = await person.send('POST', '/tasks', body, { 'idempotency-key': 'a' });
  expect(created.status).toBe(201);
});

it('lets two processes start at once on an empty database', async () => {
  const both = await Promise.all([start(), start()]);
  const [one, other] = both;
  api = one;
  await Promise.all(both.map((each) => each.whenReady()));
  const migrations = both.flatMap(({ log }) =>
    log.filter(({ msg }) => msg === 'migrated: 0001-tasks'),
  );
  expect(migrations).toHaveLength(1);
  const person = new Person({ api: one, provider });
  const same = new Person({ api: other, provider }, undefined, person.id);
  expect((await same.get((await person.add()).path)).status).toBe(200);
  await other.close();
});
