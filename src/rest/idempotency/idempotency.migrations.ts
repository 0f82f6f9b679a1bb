import { sql, type Kysely, type Migration } from 'kysely';
import { createQuotaTriggers } from '../../database/index.js';

/** The table of requests that came with an `Idempotency-Key`. */
export type IdempotencyTables = {
  idempotent_request: {
    owner: string;
    /** What was added: "task". One key may be used once for each kind of resource. */
    resource: string;
    key: string;
    /** SHA-256 of what the body means. */
    body_digest: string;
    resource_id: string;
    /** Milliseconds since 1970. */
    created_at: number;
  };
};

/**
 * How many keys of one owner are stored at once. Twice as many as one owner may have tasks: more come
 * only of adding and deleting all day.
 */
export const idempotencyKeyQuota = { counted: 'idempotency keys', maxItems: 20_000 };

/**
 * The keys of all resources. Takes over the keys of tasks, which migration `0001-tasks` had given a
 * table of their own. That table stays, because processes of the previous version still write to it
 * while they are replaced.
 */
const idempotentRequests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('idempotent_request')
      .addColumn('owner', 'varchar(600)', (column) => column.notNull())
      .addColumn('resource', 'varchar(40)', (column) => column.notNull())
      .addColumn('key', 'varchar(255)', (column) => column.notNull())
      .addColumn('body_digest', 'varchar(64)', (column) => column.notNull())
      .addColumn('resource_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotent_request_pk', ['owner', 'resource', 'key'])
      .execute();
    await sql`insert into idempotent_request (owner, resource, key, body_digest, resource_id, created_at)
      select owner, 'task', key, body_digest, task_id, created_at from idempotency_key`.execute(db);
    await db.schema
      .createIndex('idempotent_request_by_age')
      .on('idempotent_request')
      .column('created_at')
      .execute();
  },
};

const idempotencyKeyCount: Migration = {
  up: (db: Kysely<unknown>) =>
    createQuotaTriggers(db, {
      table: 'idempotent_request',
      counted: idempotencyKeyQuota.counted,
      textColumns: ['key'],
    }),
};

/** Migrations of what every resource needs. */
export const idempotencyMigrations: Readonly<Record<string, Migration>> = {
  '0002-idempotent-requests': idempotentRequests,
  '0004-idempotency-key-quota': idempotencyKeyCount,
};
