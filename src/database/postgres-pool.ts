import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { isDatabaseUnavailable } from './database-unavailable.exception.js';

/**
 * A pool for Kysely that discards a connection once a query on it has failed. A query that got no
 * answer in time still occupies its connection, and a connection that PostgreSQL has ended closes a
 * little later: back in the pool, both would make later queries wait or fail.
 */
export function discardFailedConnections(pool: pg.Pool): PostgresPool {
  // A connection that breaks in use rejects its query, and then also emits an error: without a
  // listener, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: async () => trackFailure(await pool.connect()),
    end: () => pool.end(),
  };
}

function trackFailure(client: pg.PoolClient): PostgresPoolClient {
  let failure: Error | undefined;
  const query = async (text: string, values: unknown[]) => {
    if (failure) throw failure;
    try {
      return await client.query(text, values);
    } catch (error) {
      if (isDatabaseUnavailable(error)) failure = error as Error;
      throw error;
    }
  };
  // The type also has cursors, which Kysely uses only if the dialect is configured with them.
  return { query, release: () => client.release(failure) } as unknown as PostgresPoolClient;
}
