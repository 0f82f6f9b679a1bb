import { type Kysely, type Migration, PostgresAdapter, sql } from 'kysely';
import { quotaMessage, quotaSqlState } from './quota-exceeded.exception.js';

/** What one owner may store; what is undefined has no bound. */
export interface Quota {
  /** What is counted: "tasks". */
  readonly counted: string;
  readonly maxItems?: number | undefined;
  /** Of the texts, in UTF-8. */
  readonly maxBytes?: number | undefined;
}

/**
 * Tells the database the quotas of this configuration. They hold for every process that uses it, so the
 * process that started last decides.
 */
export async function setQuotas(db: Kysely<unknown>, quotas: readonly Quota[]): Promise<void> {
  for (const { counted, maxItems = null, maxBytes = null } of quotas) {
    const limits = { max_items: maxItems, max_bytes: maxBytes };
    await db
      .withTables<QuotaTables>()
      .insertInto('owner_quota')
      .values({ counted, ...limits })
      .onConflict((conflict) => conflict.column('counted').doUpdateSet(limits))
      .execute();
  }
}

/** The tables of quotas. */
export type QuotaTables = {
  /** What each owner may store. Nothing here, or null: as much as they like. */
  owner_quota: { counted: string; max_items: number | null; max_bytes: number | null };
  /** What each owner has stored; kept by triggers, whoever writes. */
  owner_usage: { owner: string; counted: string; items: number; bytes: number };
};

const quotas: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('owner_quota')
      .addColumn('counted', 'varchar(40)', (column) => column.primaryKey())
      .addColumn('max_items', 'bigint')
      .addColumn('max_bytes', 'bigint')
      .execute();
    await db.schema
      .createTable('owner_usage')
      .addColumn('owner', 'varchar(600)', (column) => column.notNull())
      .addColumn('counted', 'varchar(40)', (column) => column.notNull())
      .addColumn('items', 'bigint', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('owner_usage_pk', ['owner', 'counted'])
      .execute();
  },
};

/** Migrations that {@link createQuotaTriggers} needs. */
export const quotaMigrations: Readonly<Record<string, Migration>> = { '0003-quotas': quotas };

/** A table whose rows are counted for their owners. */
export interface CountedTable {
  readonly table: string;
  /** What the rows are called in `owner_quota` and in the answer: "tasks". */
  readonly counted: string;
  /** Columns of text, whose bytes count. */
  readonly textColumns: readonly string[];
}

/**
 * Counts the rows of a table that has a column `owner`, and refuses what exceeds the quota: part of a
 * migration. Triggers do it in the same statement as the write. So concurrent writes of one owner wait
 * for each other, in whatever process they are, and no write is forgotten.
 *
 * Rows that move to another owner are counted there, but never refused.
 */
export async function createQuotaTriggers(
  db: Kysely<unknown>,
  counted: CountedTable,
): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const statements = postgres ? postgresTriggers(counted) : sqliteTriggers(counted);
  for (const statement of statements) {
    await sql.raw(statement).execute(db);
  }
  await sql
    .raw(
      `insert into owner_usage (owner, counted, items, bytes)
       select owner, '${counted.counted}', count(*), sum(${sizeOf(counted.table, counted)})
       from ${counted.table} group by owner`,
    )
    .execute(db);
}

/** The bytes of a row. */
function sizeOf(row: string, { textColumns }: CountedTable): string {
  return ['0', ...textColumns.map((column) => `coalesce(octet_length(${row}.${column}), 0)`)].join(
    ' + ',
  );
}

/** Adds a row, or the bytes that it gained, to what its owner has stored. */
function add(counted: CountedTable, items: number, bytes: string): string {
  return `insert into owner_usage (owner, counted, items, bytes)
    values (new.owner, '${counted.counted}', ${items}, ${bytes})
    on conflict (owner, counted) do update
    set items = owner_usage.items + excluded.items, bytes = owner_usage.bytes + excluded.bytes`;
}

function remove(counted: CountedTable): string {
  return `update owner_usage set items = items - 1, bytes = bytes - (${sizeOf('old', counted)})
    where owner = old.owner and counted = '${counted.counted}'`;
}

/** The rows that show that the owner of the new row has more than the quota. */
function excess({ counted }: CountedTable): string {
  return `from owner_usage join owner_quota on owner_quota.counted = owner_usage.counted
    where owner_usage.owner = new.owner and owner_usage.counted = '${counted}'
    and (items > max_items or bytes > max_bytes)`;
}

function sqliteTriggers(counted: CountedTable): string[] {
  const { table, textColumns } = counted;
  const gained = `${sizeOf('new', counted)} - (${sizeOf('old', counted)})`;
  const refuse = `select raise(abort, '${quotaMessage} ${counted.counted}') ${excess(counted)}`;
  const trigger = (name: string, event: string, ...body: readonly string[]) =>
    `create trigger ${table}_usage_${name} after ${event} begin ${body.join('; ')}; end`;
  return [
    trigger('insert', `insert on ${table}`, add(counted, 1, sizeOf('new', counted)), refuse),
    trigger('delete', `delete on ${table}`, remove(counted)),
    trigger(
      'update',
      `update of ${['owner', ...textColumns].join(', ')} on ${table} when new.owner = old.owner`,
      add(counted, 0, gained),
      `${refuse} and ${gained} > 0`,
    ),
    trigger(
      'move',
      `update of owner on ${table} when new.owner <> old.owner`,
      remove(counted),
      add(counted, 1, sizeOf('new', counted)),
    ),
  ];
}

function postgresTriggers(counted: CountedTable): string[] {
  const { table, textColumns } = counted;
  const gained = `${sizeOf('new', counted)} - (${sizeOf('old', counted)})`;
  const refuse = `if exists (select ${excess(counted)}) then
    raise exception '${quotaMessage} ${counted.counted}' using errcode = '${quotaSqlState}'; end if`;
  const body = (...statements: readonly string[]) =>
    `returns trigger language plpgsql as $$ begin ${statements.join('; ')}; return null; end $$`;
  return [
    `create function ${table}_usage() ${body(
      `if tg_op = 'INSERT' then ${add(counted, 1, sizeOf('new', counted))}; ${refuse};
       elsif new.owner <> old.owner then
         ${remove(counted)}; ${add(counted, 1, sizeOf('new', counted))};
       elsif ${gained} <> 0 then
         ${add(counted, 0, gained)}; if ${gained} > 0 then ${refuse}; end if;
       end if`,
    )}`,
    `create trigger ${table}_usage after insert or update of ${['owner', ...textColumns].join(', ')}
     on ${table} for each row execute function ${table}_usage()`,
    // Once for a statement: one that deletes thousands would update the same row thousands of times.
    `create function ${table}_usage_delete() ${body(
      `update owner_usage set items = items - deleted.rows, bytes = bytes - deleted.size
       from (select owner, count(*) as rows, sum(${sizeOf('old_rows', counted)}) as size
             from old_rows group by owner) as deleted
       where owner_usage.owner = deleted.owner and counted = '${counted.counted}'`,
    )}`,
    `create trigger ${table}_usage_delete after delete on ${table} referencing old table as old_rows
     for each statement execute function ${table}_usage_delete()`,
  ];
}
