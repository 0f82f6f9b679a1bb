import { readFileSync } from 'node:fs';
import { PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { ConnectionQueue } from './connection-queue.js';
import { DatabaseSetupError } from './database.errors.js';
import { PrimaryPool, splitHosts } from './primary-pool.js';
import { discardFailedConnections } from './postgres-pool.js';
import { inspectConnection } from './prepared-statements.js';
import { SharedRoundTrips } from './shared-round-trips.js';

/** How the connections of a process are used. */
export interface ConnectionUsage {
  readonly max: number;
  readonly open: number;
  readonly idle: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
}

/** How PostgreSQL is used. */
export interface PostgresOptions {
  /** A `postgres://` address; several hosts are tried until one is the primary. */
  readonly url: string;
  /** Connections of this process. */
  readonly poolMax: number;
  /** How long an answer to a statement is waited for, in milliseconds. */
  readonly statementTimeoutMs?: number | undefined;
  /** Told when a connection breaks that nobody is using. */
  readonly onIdleError: (error: Error) => void;
  /** Given a function that tells how the connections are used, once there may be some. */
  readonly onOpen?: (readUsage: () => ConnectionUsage) => void;
}

/** How long PostgreSQL may take to accept a connection, in milliseconds. */
const connectionTimeoutMs = 5_000;

/**
 * PostgreSQL through a pool of connections. Every wait has an end, and all of them end here: a
 * `statement_timeout` as a startup parameter is refused by PgBouncer, and as a setting of a session it
 * would stay with a connection that PgBouncer gives to somebody else.
 */
export function postgresDialect(options: PostgresOptions): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pools = splitHosts(options.url).map((url, _index, urls) =>
        poolOf(url, options, urls.length > 1),
      );
      const [only, ...others] = pools.map(discardFailedConnections);
      const pool =
        only && others.length === 0 ? only : new PrimaryPool(only ? [only, ...others] : []);
      const queue = new ConnectionQueue(pool, options.poolMax);
      options.onOpen?.(() => usageOf(pools, queue, options.poolMax));
      return new SharedRoundTrips(queue);
    },
  });
}

/** Files that a `postgres://` address can name. The driver reads them at each connection. */
const fileParameters = ['sslrootcert', 'sslcert', 'sslkey'];

/** @throws {DatabaseSetupError} when a file that the address names cannot be read */
function checkFiles(url: string): void {
  const parameters = new URL(url).searchParams;
  for (const name of fileParameters) {
    const path = parameters.get(name);
    try {
      if (path !== null) {
        readFileSync(path);
      }
    } catch (error) {
      const message = `DATABASE_URL: the file of ${name} cannot be read: ${(error as Error).message}`;
      throw new DatabaseSetupError(message, { cause: error });
    }
  }
}

function usageOf(
  pools: readonly pg.Pool[],
  { waiting }: ConnectionQueue,
  max: number,
): ConnectionUsage {
  const sum = (count: (pool: pg.Pool) => number) =>
    pools.reduce((total, pool) => total + count(pool), 0);
  return {
    max,
    open: sum(({ totalCount }) => totalCount),
    idle: sum(({ idleCount }) => idleCount),
    waiting,
  };
}

function poolOf(url: string, options: PostgresOptions, onePrimary: boolean): pg.Pool {
  checkFiles(url);
  const inspect = async (client: pg.ClientBase) => {
    const { isStandby } = await inspectConnection(client);
    if (isStandby && onePrimary) {
      throw new Error('this server is a standby');
    }
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolMax,
    connectionTimeoutMillis: connectionTimeoutMs,
    query_timeout: options.statementTimeoutMs ?? 5_000,
    keepAlive: true,
    types,
    pipeline: true,
    ...onConnect(inspect),
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', options.onIdleError);
  return pool;
}

/** The pool waits for the promise that this returns, which its own type does not say. */
function onConnect(inspect: (client: pg.ClientBase) => unknown): object {
  return { onConnect: inspect };
}

/** 64-bit integers as numbers, not as text: all of them are times and counts, far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
