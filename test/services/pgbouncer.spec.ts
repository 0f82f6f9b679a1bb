import pg from 'pg';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Person, type Page } from '../support/person.js';
import { PgBouncer, PostgresServer } from '../support/postgres-server.js';
import { startProvider } from '../support/provider.js';
import { newTask } from '../support/task-body.js';

jest.setTimeout(60_000);

let provider: TestProvider;
let server: PostgresServer;
let bouncer: PgBouncer;
let api: Api;

beforeAll(async () => {
  provider = await startProvider();
  server = await PostgresServer.start();
  bouncer = await PgBouncer.start(server);
  api = await Api.start(provider, { DATABASE_URL: bouncer.url, DATABASE_POOL_MAX: '20' });
  await api.whenReady();
});
afterAll(async () => {
  await api.close();
  bouncer.remove();
  server.remove();
  await provider.close();
});

it('becomes ready and serves every route', async () => {
  const person = new Person({ api, provider });
  const { path, tag } = await person.add();
  const changed = await person.send('PATCH', path, { status: 'done' }, { 'if-match': tag });
  expect(changed.status).toBe(200);
  expect((await person.get<Page>('/tasks?status=done')).body.items).toHaveLength(1);
  const key = { 'idempotency-key': 'a' };
  const first = await person.send('POST', '/tasks', newTask(), key);
  expect((await person.send('POST', '/tasks', newTask(), key)).body).toEqual(first.body);
  expect((await person.send('DELETE', path)).status).toBe(204);
});

it('serves many callers at once, each with transactions and statements of their own', async () => {
  const people = Array.from({ length: 60 }, () => new Person({ api, provider }));
  const answers = await Promise.all(
    people.flatMap((person) => [
      person.send('POST', '/tasks', newTask(), { 'idempotency-key': 'a' }),
      person.send('POST', '/tasks', newTask(), { 'idempotency-key': 'a' }),
      person.send('POST', '/tasks', newTask()),
    ]),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  for (const person of people) {
    expect((await person.get<Page>('/tasks')).body.items).toHaveLength(2);
  }
});

it('ends a statement that takes too long, and leaves nothing of it in the database', async () => {
  const person = new Person({ api, provider });
  const { path, tag } = await person.add();
  const other = new pg.Client({ connectionString: server.url });
  await other.connect();
  await other.query('begin; lock table task');
  const answer = await person.send('PATCH', path, { title: 'Too late' });
  expect(answer.status).toBe(503);
  const waiting = `select 1 from pg_locks where not granted and relation = 'task'::regclass`;
  const until = Date.now() + 5_000;
  while ((await other.query(waiting)).rowCount !== 0 && Date.now() < until) {}
  expect((await other.query(waiting)).rowCount).toBe(0);
  await other.query('rollback');
  await other.end();
  expect((await person.get(path)).headers.get('etag')).toBe(tag);
});

it('lets no setting of a session through to others who share the connection', async () => {
  const client = new pg.Client({ connectionString: bouncer.url });
  await client.connect();
  const { rows } = await client.query('show statement_timeout');
  await client.end();
  expect(rows).toEqual([{ statement_timeout: '0' }]);
});
