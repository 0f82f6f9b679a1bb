import Sqlite from 'better-sqlite3';
import { SqliteDialect, type Dialect } from 'kysely';
import { prepareDatabaseFile, type FileOptions } from './embedded-file.js';

/** SQLite waits inside the event loop, so it must not wait long for another process. */
const busyTimeoutMs = 250;

/**
 * The embedded database: one file, written through to the disk before a request is answered, and
 * safe to open from a second process.
 */
export function sqliteDialect(options: FileOptions): Dialect {
  return new SqliteDialect({
    // Opened at first use, so that describing the API does not make a database.
    database: async () => {
      const sqlite = new Sqlite(prepareDatabaseFile(options), { timeout: busyTimeoutMs });
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = FULL');
      return withStatementCache(sqlite);
    },
  });
}

/** More than the few dozen statements of the project. Each length of an If-Match list adds one. */
const maxCachedStatements = 200;

/** Preparing a statement costs more than running it. */
function withStatementCache(sqlite: Sqlite.Database) {
  const statements = new Map<string, Sqlite.Statement>();
  return {
    prepare: (sql: string) => {
      const statement = statements.get(sql) ?? sqlite.prepare(sql);
      if (statements.size >= maxCachedStatements) {
        statements.clear();
      }
      statements.set(sql, statement);
      return statement;
    },
    close: () => void sqlite.close(),
  };
}
