import { sql } from 'kysely';
import { Database } from '../../src/database/index.js';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { startProvider } from '../support/provider.js';

let provider: TestProvider;
let api: Api;

beforeAll(async () => {
  provider = await startProvider();
  api = await (await Api.start(provider)).whenReady();
});
afterAll(async () => {
  await api.close();
  await provider.close();
});

it('has the owner in every key that is unique, so that tables can be divided by owners', async () => {
  const { db } = api.nest.get(Database);
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select class.relname as table, array_agg(attribute.attname::text) as columns
    from pg_index as key
    join pg_class as class on class.oid = key.indrelid
    join pg_attribute as attribute
      on attribute.attrelid = key.indrelid and attribute.attnum = any(key.indkey)
    where key.indisunique and class.relnamespace = 'public'::regnamespace
    group by key.indexrelid, class.relname order by class.relname`.execute(db);
  const ofOwners = rows.filter(
    // The quotas are the same for everybody: a small table that every part has.
    ({ table }) => !table.startsWith('kysely_') && table !== 'owner_quota',
  );
  expect(ofOwners.map(({ table }) => table)).toEqual([
    'idempotency_key',
    'idempotent_request',
    'owner_usage',
    'task',
  ]);
  for (const { columns } of ofOwners) {
    expect(columns).toContain('owner');
  }
});
