import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { meansUnavailable } from './database-unavailable.exception.js';

/**
 * A pool for Kysely that throws a connection away once it has failed. A query that got no answer
 * in time still occupies its connection, and one that PostgreSQL has ended closes a moment later:
 * back in the pool, they would make later queries wait or fail.
 */
export function withoutFailedConnections(pool: pg.Pool): PostgresPool {
  // A connection that breaks in use tells its query, and then also emits an error: without a
  // listener, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: async () => watch(await pool.connect()),
    end: () => pool.end(),
  };
}

function watch(client: pg.PoolClient): PostgresPoolClient {
  let failure: Error | undefined;
  const query = async (text: string, values: unknown[]) => {
    if (failure) throw failure;
    try {
      return await client.query(text, values);
    } catch (error) {
      if (meansUnavailable(error)) failure = error as Error;
      throw error;
    }
  };
  // The type also wants cursors, which Kysely uses only where a dialect is given them.
  return { query, release: () => client.release(failure) } as unknown as PostgresPoolClient;
}
