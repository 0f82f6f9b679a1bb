import { connect } from 'node:net';
import type { Writable } from 'node:stream';
import type pg from 'pg';
import { isDatabaseUnavailable } from './database.errors.js';
import { keepsSession, PreparedStatements } from './prepared-statements.js';

/** A connection that somebody has taken from a pool. */
export interface PooledClient {
  readonly query: (text: string, values: unknown[]) => Promise<unknown>;
  readonly release: () => void;
  /** Whether statements may be sent before those before them are answered. */
  readonly isPipelining: boolean;
}

/** Where connections are taken from. */
export interface ClientPool {
  /** @param requests how many of them will use the connection; one unless given */
  connect(requests?: number): Promise<PooledClient>;
  end(): Promise<void>;
}

/**
 * A pool that discards a connection once a query on it has failed. A query that got no
 * answer in time still occupies its connection, and a connection that PostgreSQL has ended closes a
 * little later: back in the pool, both would make later queries wait or fail.
 */
export function discardFailedConnections(pool: pg.Pool): ClientPool {
  // A connection that breaks in use rejects its query, and then also emits an error: without a
  // listener, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const statements = new PreparedStatements();
  const tracked = new WeakMap<pg.PoolClient, PooledClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      // The same object each time, since others wrap each new one.
      const known = tracked.get(client) ?? trackFailure(client, statements);
      tracked.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function trackFailure(client: pg.PoolClient, statements: PreparedStatements): PooledClient {
  const isPipelining = keepsSession(client);
  const { stream } = (client as unknown as PipelinedClient).connection;
  let failure: Error | undefined;
  const query = async (text: string, values: unknown[]) => {
    if (failure) {
      throw failure;
    }
    // What is sent before the event loop goes on leaves in one write.
    stream.cork();
    process.nextTick(() => stream.uncork());
    try {
      const name = isPipelining ? statements.nameOf(text, values) : undefined;
      return await (name === undefined
        ? client.query(text, values)
        : client.query({ name, text, values }));
    } catch (error) {
      if (isDatabaseUnavailable(error)) {
        failure = error as Error;
      }
      if (failure?.message === timeoutMessage) {
        await cancel(client as unknown as CancellableClient);
      }
      throw error;
    }
  };
  return { query, release: () => client.release(failure), isPipelining };
}

/** What `pg` does not declare. */
interface PipelinedClient {
  readonly connection: { readonly stream: Writable };
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

/** How long a server is waited for that is asked to cancel, in milliseconds. */
const cancelTimeoutMs = 1_000;

/**
 * Asks the server to end a query that nobody waits for any more; it would hold its locks for as long
 * as it runs. The connection is closed after that only, because a pooler knows a query by its client.
 * Whether it works does not matter to the caller.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
function cancel({ host, port, processID, secretKey }: CancellableClient): Promise<void> {
  if (processID === null || secretKey === null) {
    return Promise.resolve();
  }
  const request = Buffer.alloc(16);
  for (const [index, part] of [16, 80877102, processID, secretKey].entries()) {
    request.writeInt32BE(part, index * 4);
  }
  return new Promise((resolve) => {
    const socket = host.startsWith('/')
      ? connect({ path: `${host}/.s.PGSQL.${port}` })
      : connect({ host, port });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.setTimeout(cancelTimeoutMs, () => socket.destroy());
    // The server closes the connection when it has passed the request on.
    socket.resume().write(request);
  });
}
