import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { PostgresDialect, SqliteDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { withoutFailedConnections } from './postgres-pool.js';

/** SQLite waits inside the event loop, so it must not wait long for another process. */
const busyTimeoutMs = 250;

/** The file of the embedded database in a folder. */
export function databaseFile(directory: string): string {
  return join(directory, 'tasks.sqlite');
}

/**
 * The embedded database: one file, written through to the disk before a request is answered, and
 * safe to open from a second process.
 */
export function sqliteDialect(directory: string): Dialect {
  return new SqliteDialect({
    // Opened at first use, so that describing the API does not make a database.
    database: async () => {
      mkdirSync(directory, { recursive: true });
      const sqlite = new Sqlite(databaseFile(directory), { timeout: busyTimeoutMs });
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = FULL');
      return withRememberedStatements(sqlite);
    },
  });
}

/** Beyond the few dozen statements of the project; a long If-Match has a statement of its own. */
const maxStatements = 200;

/** Preparing costs more than running. */
function withRememberedStatements(sqlite: Sqlite.Database) {
  const statements = new Map<string, Sqlite.Statement>();
  return {
    prepare: (sql: string) => {
      const statement = statements.get(sql) ?? sqlite.prepare(sql);
      if (statements.size >= maxStatements) statements.clear();
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
      return withoutFailedConnections(pool);
    },
  });
}

/** 64-bit integers as numbers, not as text: all of ours are moments, far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
