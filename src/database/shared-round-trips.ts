import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { ClientPool, PooledClient } from './postgres-pool.js';

/** How many reads go over one connection together: the last waits until the others are answered. */
const maxReadsTogether = 8;

interface Read {
  readonly text: string;
  readonly values: unknown[];
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends the reads of requests that are there at the same time over one connection in one write, once the
 * event loop has read everything that has arrived. Eight lists together take PostgreSQL half of the
 * processor time that they take it one by one, since it is woken once and not eight times, and this
 * process two thirds.
 *
 * Each read ends its own implicit transaction, so one that fails leaves the others alone. Only one that gets no
 * answer in time takes those on its connection with it. Whatever may write has a connection to itself: it can wait
 * for a lock, and would keep the others waiting.
 */
export class SharedRoundTrips implements PostgresPool {
  readonly #waiting: Read[] = [];
  readonly #idle: LazyClient[] = [];

  constructor(private readonly pool: ClientPool) {}

  /** What one request uses. It takes a connection of the pool only when it cannot share one. */
  async connect(): Promise<PostgresPoolClient> {
    const client =
      this.#idle.pop() ??
      new LazyClient(
        this.pool,
        (text, values) => this.#read(text, values),
        (released) => this.#idle.push(released),
      );
    // The type also has cursors, which Kysely uses only if the dialect is configured with them.
    return client as unknown as PostgresPoolClient;
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  #read(text: string, values: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ text, values, resolve, reject }) === 1) {
        setImmediate(() => this.#sendAll());
      }
    });
  }

  #sendAll(): void {
    while (this.#waiting.length > 0) {
      void this.#send(this.#waiting.splice(0, maxReadsTogether));
    }
  }

  async #send(reads: readonly Read[]): Promise<void> {
    let client: PooledClient;
    try {
      client = await this.pool.connect(reads.length);
    } catch (error) {
      reads.forEach(({ reject }) => reject(error));
      return;
    }
    const together = client.isPipelining ? reads : reads.slice(0, 1);
    for (const read of reads.slice(together.length)) {
      void this.#send([read]);
    }
    const answers = together.map(({ text, values, resolve, reject }) =>
      client.query(text, values).then(resolve, reject),
    );
    await Promise.all(answers);
    client.release();
  }
}

/** Outside of a transaction, no `select` of the API locks or changes anything. */
const read = /^select\b/;

/** A connection for one request, which shares that of others for as long as it only reads. */
class LazyClient {
  #own: PooledClient | undefined;

  constructor(
    private readonly pool: ClientPool,
    private readonly readTogether: PooledClient['query'],
    private readonly onRelease: (client: LazyClient) => void,
  ) {}

  async query(text: string, values: unknown[]): Promise<unknown> {
    if (!this.#own && read.test(text)) {
      return this.readTogether(text, values);
    }
    this.#own ??= await this.pool.connect();
    return this.#own.query(text, values);
  }

  release(): void {
    this.#own?.release();
    this.#own = undefined;
    this.onRelease(this);
  }
}
