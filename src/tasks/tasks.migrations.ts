import { PostgresAdapter, sql, type Kysely, type Migration } from 'kysely';
import { createQuotaTriggers } from '../database/index.js';

/** The first and the last time that a JavaScript `Date` can hold, beyond every due date. */
const endOfTime = sql.raw('8640000000000000');
const startOfTime = sql.raw('-8640000000000000');

/**
 * Tasks. There is an index for each order in which they are listed, with and without a status: the
 * database then reads only the rows of a page, however many tasks there are.
 *
 * The second table held the idempotency keys of tasks until `0002-idempotent-requests`.
 */
const tasks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('task')
      .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
      .addColumn('owner', 'varchar(600)', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('description', 'text')
      .addColumn('status', 'varchar(20)', (column) => column.notNull())
      .addColumn('due_at', 'bigint')
      .addColumn('due_ascending', 'bigint', (column) =>
        column.generatedAlwaysAs(sql`coalesce(due_at, ${endOfTime})`).stored(),
      )
      .addColumn('due_descending', 'bigint', (column) =>
        column.generatedAlwaysAs(sql`coalesce(due_at, ${startOfTime})`).stored(),
      )
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();

    for (const order of ['created_at', 'due_ascending', 'due_descending']) {
      await db.schema
        .createIndex(`task_by_${order}`)
        .on('task')
        .columns(['owner', order, 'id'])
        .execute();
      await db.schema
        .createIndex(`task_by_status_and_${order}`)
        .on('task')
        .columns(['owner', 'status', order, 'id'])
        .execute();
    }

    await db.schema
      .createTable('idempotency_key')
      .addColumn('owner', 'varchar(600)', (column) => column.notNull())
      .addColumn('key', 'varchar(255)', (column) => column.notNull())
      .addColumn('body_digest', 'varchar(64)', (column) => column.notNull())
      .addColumn('task_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_key_pk', ['owner', 'key'])
      .execute();
    await db.schema
      .createIndex('idempotency_key_by_age')
      .on('idempotency_key')
      .column('created_at')
      .execute();
  },
};

/** Counts the tasks of each owner, so that `MAX_TASKS_PER_OWNER` holds. */
const taskQuota: Migration = {
  up: (db: Kysely<unknown>) =>
    createQuotaTriggers(db, {
      table: 'task',
      counted: 'tasks',
      textColumns: ['title', 'description'],
    }),
};

/**
 * Makes the owner part of the primary key, so that the table can be divided by owners: an engine that does
 * it lets a key be unique only within an owner. Applications look tasks up by their id alone. SQLite is
 * never divided, and would have to copy the table.
 */
const taskOwnerKey: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) {
      return;
    }
    await sql`alter table task drop constraint task_pkey, add primary key (owner, id)`.execute(db);
    await db.schema.createIndex('task_by_id').on('task').column('id').execute();
  },
};

/** Migrations of this resource. One that has been released is never changed. */
export const taskMigrations: Readonly<Record<string, Migration>> = {
  '0001-tasks': tasks,
  '0005-task-quota': taskQuota,
  '0006-task-owner-key': taskOwnerKey,
};
