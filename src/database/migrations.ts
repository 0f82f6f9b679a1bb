import { Migrator, sql, type Kysely, type MigrationProvider } from 'kysely';
import type { DatabaseOptions } from './database.options.js';

/**
 * What applies the migrations, in the order of their names. Resources are independent of each other, so a migration may
 * come late whose name sorts before one that was applied.
 */
export function migratorOf(
  db: Kysely<unknown>,
  { migrations }: Pick<DatabaseOptions, 'migrations'>,
): Migrator {
  const provider: MigrationProvider = {
    // Kysely wants an object that it may change.
    getMigrations: () => Promise.resolve({ ...migrations }),
  };
  return new Migrator({ db, provider, allowUnorderedMigrations: true });
}

/**
 * Applies the migrations that the database lacks: all of them or none. For PostgreSQL Kysely takes a lock and a
 * transaction itself; for SQLite it does neither.
 *
 * @param db one connection, which nothing else uses meanwhile
 * @returns the names of those that were applied
 * @throws what a migration failed with
 */
export async function migrateToLatest(
  db: Kysely<unknown>,
  options: Pick<DatabaseOptions, 'migrations' | 'url'>,
): Promise<readonly string[]> {
  const embedded = options.url === undefined;
  if (embedded) {
    await sql`begin immediate`.execute(db);
  }
  const { error, results = [] } = await migratorOf(db, options).migrateToLatest();
  if (embedded) {
    await (error ? sql`rollback` : sql`commit`).execute(db);
  }
  if (error) {
    throw error;
  }
  return results.map(({ migrationName }) => migrationName);
}
