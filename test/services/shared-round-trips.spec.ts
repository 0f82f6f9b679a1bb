import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import { Database } from '../../src/database/index.js';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { Person, type Page } from '../support/person.js';
import { PgBouncer, PostgresServer } from '../support/postgres-server.js';
import { startProvider } from '../support/provider.js';

jest.setTimeout(60_000);

let provider: TestProvider;
let server: PostgresServer;
let bouncer: PgBouncer;
let api: Api;
let person: Person;

beforeAll(async () => {
  provider = await startProvider();
  server = await PostgresServer.start();
  bouncer = await PgBouncer.start(server);
});
afterEach(() => api.close());
afterAll(async () => {
  bouncer.remove();
  server.remove();
  await provider.close();
});

async function start(url: string): Promise<Kysely<unknown>> {
  api = await (await Api.start(provider, { DATABASE_URL: url })).whenReady();
  person = new Person({ api, provider });
  return api.nest.get(Database).db;
}

/** Eight reads at once, each of which says which process has answered it. */
async function readersOf(db: Kysely<unknown>): Promise<number[]> {
  const reads = Array.from({ length: 8 }, () =>
    sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db),
  );
  return (await Promise.all(reads)).flatMap(({ rows }) => rows.map(({ pid }) => pid));
}

it('sends reads that are there at the same time over one connection', async () => {
  expect(new Set(await readersOf(await start(server.url))).size).toBe(1);
});

it('answers each read through a pooler, too', async () => {
  expect(await readersOf(await start(bouncer.url))).toHaveLength(8);
});

it('answers the others when one read fails', async () => {
  const db = await start(server.url);
  const [first, failed, last] = await Promise.allSettled([
    sql`select 1 as number`.execute(db),
    sql`select 1 / 0 as number`.execute(db),
    sql`select 3 as number`.execute(db),
  ]);
  expect(first).toMatchObject({ value: { rows: [{ number: 1 }] } });
  expect(failed.status).toBe('rejected');
  expect(last).toMatchObject({ value: { rows: [{ number: 3 }] } });
  expect(new Set(await readersOf(db)).size).toBe(1);
});

it('answers reads while a change waits for a lock', async () => {
  await start(server.url);
  const { path } = await person.add();
  const other = new pg.Client({ connectionString: server.url });
  await other.connect();
  await other.query('begin; select from task for update');
  const change = person.send('PATCH', path, { title: 'Changed' });
  const reads = await Promise.all([person.get(path), person.get<Page>('/tasks')]);
  expect(reads.map(({ status }) => status)).toEqual([200, 200]);
  await other.query('rollback');
  await other.end();
  expect((await change).status).toBe(200);
});

it('reads within a transaction what the transaction has written', async () => {
  const db = await start(server.url);
  const titles = await db.transaction().execute(async (transaction) => {
    await sql`create temporary table note (title text) on commit drop`.execute(transaction);
    await sql`insert into note values ('Only here')`.execute(transaction);
    return (await sql`select title from note`.execute(transaction)).rows;
  });
  expect(titles).toEqual([{ title: 'Only here' }]);
});

it('refuses what shares a connection with a read that gets no answer in time, and works on', async () => {
  const db = await start(server.url);
  const results = await Promise.allSettled([
    sql`select pg_sleep(30)`.execute(db),
    sql`select 2 as number`.execute(db),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(new Set(await readersOf(db)).size).toBe(1);
  const { rows } = await sql`select 1 from pg_stat_activity where query = 'select pg_sleep(30)'
    and state = 'active'`.execute(db);
  expect(rows).toEqual([]);
});
