import { sql } from 'kysely';
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
const apis: Api[] = [];

beforeAll(async () => {
  provider = await startProvider();
  server = await PostgresServer.start();
  bouncer = await PgBouncer.start(server);
});
afterEach(async () => {
  for (const api of apis.splice(0)) {
    await api.close();
  }
});
afterAll(async () => {
  bouncer.remove();
  server.remove();
  await provider.close();
});

/** With one connection, so that a test sees what the requests before it have left there. */
async function start(url: string): Promise<{ api: Api; person: Person }> {
  const api = await Api.start(provider, { DATABASE_URL: url, DATABASE_POOL_MAX: '1' });
  apis.push(api);
  await api.whenReady();
  return { api, person: new Person({ api, provider }) };
}

async function preparedIn(api: Api): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements`.execute(api.nest.get(Database).db);
  return rows.map(({ statement }) => statement).filter((text) => text.includes('"task"'));
}

it('prepares each statement once on a connection of its own', async () => {
  const { api, person } = await start(server.url);
  const { path } = await person.add();
  for (let time = 0; time < 3; time++) {
    await person.get(path);
    await person.send('PATCH', path, { title: `Time ${time}` });
  }
  const words = (await preparedIn(api)).map((text) => text.split(' ')[0]);
  expect(words).toHaveLength(3);
  expect(new Set(words)).toEqual(new Set(['insert', 'select', 'update']));
});

it('prepares a bounded number of statements, whatever callers send', async () => {
  const { api, person } = await start(server.url);
  const { path } = await person.add();
  for (let length = 2; length < 130; length++) {
    const tags = Array.from({ length }, (_, index) => `"${index + 2}"`).join();
    expect((await person.send('DELETE', path, undefined, { 'if-match': tags })).status).toBe(412);
  }
  expect((await preparedIn(api)).length).toBeLessThanOrEqual(100);
  expect((await person.get(path)).status).toBe(200);
});

it('prepares nothing through a pooler, which gives each transaction another connection', async () => {
  const { api, person } = await start(bouncer.url);
  for (let time = 0; time < 3; time++) {
    await person.get((await person.add()).path);
  }
  expect(await preparedIn(api)).toEqual([]);
});

it('is told apart from a pooler by the process that answers', async () => {
  const announcedAndActual = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const { processID } = client as unknown as { processID: number };
    await client.end();
    return [processID, rows[0]?.pid];
  };
  const [announced, actual] = await announcedAndActual(server.url);
  expect(announced).toBe(actual);
  const [ofPooler, behindIt] = await announcedAndActual(bouncer.url);
  expect(ofPooler).not.toBe(behindIt);
});

it('recovers by itself when a prepared statement has gone', async () => {
  const { api, person } = await start(server.url);
  const { path } = await person.add();
  await person.get(path);
  await sql`deallocate all`.execute(api.nest.get(Database).db);
  const refused = await person.get(path);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  expect((await person.get(path)).status).toBe(200);
});

it('recovers by itself when a column has got another type', async () => {
  const { person } = await start(server.url);
  const { path } = await person.add();
  await person.get(path);
  const other = new pg.Client({ connectionString: server.url });
  await other.connect();
  await other.query('alter table task alter column status type varchar(30)');
  const statuses = [(await person.get(path)).status, (await person.get(path)).status];
  expect(statuses.at(-1)).toBe(200);
  await other.query('alter table task alter column status type varchar(20)');
  await other.end();
  expect((await person.get<Page>('/tasks')).body.items).toHaveLength(1);
});
