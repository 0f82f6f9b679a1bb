import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Kysely, Migrator, sql } from 'kysely';
import type { DatabaseOptions } from './database.options.js';
import { databaseFile, postgresDialect, sqliteDialect } from './dialects.js';
import { migrationNames, migrationProvider } from './migrations/index.js';

/** What a look at the database found. */
export interface DatabaseState {
  readonly kind: 'PostgreSQL' | 'SQLite';
  /** Migrations that the next start will apply. */
  readonly pending: readonly string[];
}

/**
 * Looks whether the database can be used, and changes nothing in it: no migration is applied, and
 * nothing stays that was not there.
 *
 * @throws whatever the driver or the file system says when it cannot be used
 */
export async function inspectDatabase({ url, directory }: DatabaseOptions): Promise<DatabaseState> {
  const kind = url === undefined ? 'SQLite' : 'PostgreSQL';
  if (url === undefined) {
    tryToMakeFolder(nearestExisting(directory));
    if (!existsSync(databaseFile(directory))) return { kind, pending: migrationNames };
  }
  const db = new Kysely<unknown>({
    dialect: url === undefined ? sqliteDialect(directory) : postgresDialect(url, () => undefined),
  });
  try {
    if (url === undefined) await tryToWrite(db);
    const known = await new Migrator({ db, provider: migrationProvider }).getMigrations();
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

/** The rights of a folder do not say whether it can be written: the file system may be read-only. */
function tryToMakeFolder(parent: string): void {
  rmdirSync(mkdtempSync(join(parent, '.tasks-api-')));
}

function nearestExisting(directory: string): string {
  let path = resolve(directory);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  return path;
}
