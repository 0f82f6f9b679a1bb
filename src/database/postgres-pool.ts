import { connect } from 'node:net';
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
      if (failure?.message === timeoutMessage) cancel(client as unknown as CancellableClient);
      throw error;
    }
  };
  // The type also has cursors, which Kysely uses only if the dialect is configured with them.
  return { query, release: () => client.release(failure) } as unknown as PostgresPoolClient;
}

/** What `pg` says when `query_timeout` is over. */
const timeoutMessage = 'Query read timeout';

/** What `pg` knows of a connection and does not declare. */
interface CancellableClient {
  readonly host: string;
  readonly port: number;
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/**
 * Asks the server to end a query that nobody waits for any more; it would hold its locks for as long
 * as it runs. Whether that works does not matter: the connection is discarded in any case.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
function cancel({ host, port, processID, secretKey }: CancellableClient): void {
  if (processID === null || secretKey === null) return;
  const request = Buffer.alloc(16);
  [16, 80877102, processID, secretKey].forEach((part, index) => {
    request.writeInt32BE(part, index * 4);
  });
  const socket = host.startsWith('/')
    ? connect({ path: `${host}/.s.PGSQL.${port}` })
    : connect({ host, port });
  socket.on('error', () => undefined);
  socket.setTimeout(2_000, () => socket.destroy());
  socket.unref();
  socket.end(request);
}
