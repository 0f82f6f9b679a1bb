import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Kysely, Migrator, sql } from 'kysely';
import type { DatabaseOptions } from './database.options.js';
import { postgresDialect, sqliteDialect } from './dialects.js';
import { migrations } from './migrations/index.js';

/** What a look at the database found. */
export interface DatabaseState {
  readonly kind: 'PostgreSQL' | 'SQLite';
  /** Migrations that the next start will apply. */
  readonly pending: readonly string[];
}

/**
 * Looks whether the database can be used, and changes nothing in it: neither folder nor file is made,
 * no migration applied.
 *
 * @throws whatever the driver or the file system says when it cannot be used
 */
export async function inspectDatabase({ url, directory }: DatabaseOptions): Promise<DatabaseState> {
  const kind = url === undefined ? 'SQLite' : 'PostgreSQL';
  if (url === undefined) {
    accessSync(nearestExisting(directory), constants.W_OK | constants.X_OK);
    if (!existsSync(join(directory, 'tasks.sqlite'))) {
      return { kind, pending: Object.keys(migrations) };
    }
  }
  const db = new Kysely<unknown>({
    dialect: url === undefined ? sqliteDialect(directory) : postgresDialect(url, () => undefined),
  });
  try {
    if (url === undefined) await tryToWrite(db);
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    const known = await new Migrator({ db, provider }).getMigrations();
    return {
      kind,
      pending: known.filter(({ executedAt }) => !executedAt).map(({ name }) => name),
    };
  } finally {
    await db.destroy();
  }
}

/** A write lock, given back at once, shows that the file can be written and nobody holds it. */
async function tryToWrite(db: Kysely<unknown>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    await sql`rollback`.execute(connection);
  });
}

function nearestExisting(directory: string): string {
  let path = resolve(directory);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  return path;
}
