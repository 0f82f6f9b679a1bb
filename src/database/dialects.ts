import Sqlite from 'better-sqlite3';
import { PostgresDialect, SqliteDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { prepareDatabaseFile, type FileOptions } from './embedded-file.js';
import { discardFailedConnections } from './postgres-pool.js';

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
      if (statements.size >= maxCachedStatements) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
    close: () => void sqlite.close(),
  };
}

/** PostgreSQL through a pool of connections. Every wait has an end. */
export function postgresDialect(url: string, onIdleError: (error: Error) => void): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pool = new pg.Pool({
        connectionString: url,
        max: 10,
        connectionTimeoutMillis: 2_000,
        query_timeout: 5_000,
        statement_timeout: 5_000,
        keepAlive: true,
        types,
      });
      // Without a listener, an idle connection that breaks would end the process.
      pool.on('error', onIdleError);
      return discardFailedConnections(pool);
    },
  });
}

/** 64-bit integers as numbers, not as text: all of them are times, far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
