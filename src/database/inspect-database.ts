import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { DatabaseOptions } from './database.options.js';
import { migratorOf } from './migrations.js';
import { databaseFile, sqliteDialect } from './sqlite.dialect.js';
import { postgresDialect } from './postgres.dialect.js';

/** What an inspection of the database found. */
export interface DatabaseState {
  readonly kind: 'PostgreSQL' | 'SQLite';
  /** Migrations that the next start will apply. */
  readonly pending: readonly string[];
}

/**
 * Checks whether the database can be used, and changes nothing in it: no migration is applied, and
 * no file is left behind.
 *
 * @throws whatever the driver or the file system says when it cannot be used
 */
export async function inspectDatabase(options: DatabaseOptions): Promise<DatabaseState> {
  const { url, directory, migrations } = options;
  const kind = url === undefined ? 'SQLite' : 'PostgreSQL';
  if (url === undefined) {
    tryToMakeDirectory(nearestExisting(directory));
    if (!existsSync(databaseFile(options))) {
      return { kind, pending: Object.keys(migrations).toSorted() };
    }
  }
  const db = new Kysely<unknown>({
    dialect:
      url === undefined
        ? sqliteDialect(options)
        : postgresDialect({ url, poolMax: 1, onIdleError: () => undefined }),
  });
  try {
    if (url === undefined) {
      await tryToWrite(db);
    }
    const known = await migratorOf(db, options).getMigrations();
    return {
      kind,
      pending: known.filter(({ executedAt }) => !executedAt).map(({ name }) => name),
    };
  } finally {
    await db.destroy();
  }
}

/** Taking the write lock and releasing it shows that the file can be written and nobody holds it. */
async function tryToWrite(db: Kysely<unknown>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    await sql`rollback`.execute(connection);
  });
}

/** The permissions of a folder do not say whether it can be written: the file system may be read-only. */
function tryToMakeDirectory(parent: string): void {
  rmdirSync(mkdtempSync(join(parent, '.writable-')));
}

function nearestExisting(directory: string): string {
  let path = resolve(directory);
  while (!existsSync(path) && dirname(path) !== path) {
    path = dirname(path);
  }
  return path;
}
