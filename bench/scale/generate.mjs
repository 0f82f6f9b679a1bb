/** The tenant of all owners. */
export const tenant = 'c0a0c0a0-b2c0-4e00-8000-000000000001';

/** The object id of the owner with a number; the same in the database, which makes it with `lpad`. */
export function objectIdOf(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const ownerOf = (number) =>
  `'${tenant}|00000000-0000-4000-8000-' || lpad((${number})::text, 12, '0')`;

/** A UUIDv7 of a time in milliseconds: what the API makes, so that ids sort by time. */
const idOf = (milliseconds) =>
  `overlay(overlay(overlay(overlay(
     lpad(to_hex(${milliseconds}), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
     || 'a' || substr(md5(random()::text), 1, 15)
   placing '-' from 9 for 0) placing '-' from 14 for 0) placing '-' from 19 for 0) placing '-' from 24 for 0)`;

/** How many tasks one statement adds. */
const batch = 500_000;

/**
 * Fills the tables as if they had been used for a year. A few owners have thousands of tasks, most have some
 * dozens. The indexes are made afterwards, so they are as small as after `reindex`.
 *
 * @param {import('pg').Client} client
 * @param {{ tasks: number, owners: number, log: (line: string) => void }} options
 */
export async function generate(client, { tasks, owners, log }) {
  const { rows: indexes } = await client.query(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'task' and indexname <> 'task_pkey'`,
  );
  await client.query('alter table task disable trigger user');
  await client.query('alter table task drop constraint task_pkey');
  for (const { name } of indexes) {
    await client.query(`drop index ${name}`);
  }

  const year = 365 * 86_400_000;
  const start = Date.now() - year;
  for (let done = 0; done < tasks; done += batch) {
    const count = Math.min(batch, tasks - done);
    const time = `(${start} + (n::bigint * ${year} / ${tasks}))::bigint`;
    await client.query(
      `insert into task (id, owner, title, description, status, due_at, created_at, updated_at, version)
       select ${idOf('created')}, ${ownerOf(`floor(${owners} * power(random(), 1.5))::int`)},
         'Task ' || n || ' with a title of some forty letters',
         case when n % 2 = 0 then repeat('A description of two hundred letters. ', 5) end,
         (array['open', 'open', 'in_progress', 'done', 'done', 'done'])[1 + floor(random() * 6)::int],
         case when n % 3 > 0 then created + floor(random() * 2592000000)::bigint end, created, created, 1
       from (select n, ${time} as created from generate_series(${done}, ${done + count - 1}) as n) as numbers`,
    );
    log(`${done + count} tasks`);
  }

  await client.query('alter table task add primary key (owner, id)');
  for (const { name, definition } of indexes) {
    await client.query(definition);
    log(name);
  }
  await client.query('alter table task enable trigger user');
  await client.query(
    `insert into owner_usage (owner, counted, items, bytes)
     select owner, 'tasks', count(*), sum(octet_length(title) + coalesce(octet_length(description), 0))
     from task group by owner`,
  );
  // One in fifty was added with a key in the last day. Triggers count the keys.
  await client.query(
    `insert into idempotent_request (owner, resource, key, body_digest, resource_id, created_at)
     select owner, 'task', id, md5(id) || md5(id), id, ${Date.now()} - 3600000 from task
     where created_at % 50 = 0`,
  );
  await client.query('vacuum (analyze) task, owner_usage, idempotent_request');
}
