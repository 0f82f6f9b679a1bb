import type { ClientPool, PooledClient } from './postgres-pool.js';

/** How often the queue is looked at, in milliseconds. */
const tickMs = 250;
/** How many ticks the database may give no answer to anybody: two seconds. */
const maxSilentTicks = 8;
/** How long one request may wait while the database answers, in milliseconds. */
const maxWaitMs = 15_000;

interface Waiting {
  /** How many requests will use the connection. */
  readonly requests: number;
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Lets requests wait for a connection in order. A burst is served as long as the database answers,
 * however many wait; when it has answered nothing for two seconds, it is taken to be away and nobody
 * goes on waiting. A limit for each request, as the pool has, would refuse what the database
 * can serve, most of all while the first connections are still being opened.
 */
export class ConnectionQueue implements ClientPool {
  readonly #waiting: Waiting[] = [];
  /** The clients of the pool, each as {@link connect} hands it out. */
  readonly #watchedClients = new WeakMap<PooledClient, PooledClient>();
  #free: number;
  /** How many ticks ago the database answered last. */
  #silentTicks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: ClientPool,
    size: number,
  ) {
    this.#free = size;
  }

  /** How many requests wait for a connection. */
  get waiting(): number {
    return this.#waiting.reduce((sum, { requests }) => sum + requests, 0);
  }

  /** @throws {Error} when no connection was free in time */
  async connect(requests = 1): Promise<PooledClient> {
    await this.#takeTurn(requests);
    try {
      return this.#watched(await this.pool.connect());
    } catch (error) {
      this.#next();
      throw error;
    }
  }

  async end(): Promise<void> {
    this.#rejectWaiting(() => true);
    await this.pool.end();
  }

  /** The connection, whose answers show that the database is there. */
  #watched(client: PooledClient): PooledClient {
    this.#silentTicks = 0;
    const known = this.#watchedClients.get(client);
    if (known) {
      return known;
    }
    const { query, release, isPipelining } = client;
    const watched = {
      isPipelining,
      query: async (...statement: Parameters<typeof query>) => {
        const answer = await query(...statement);
        this.#silentTicks = 0;
        return answer;
      },
      release: () => {
        release();
        this.#next();
      },
    };
    this.#watchedClients.set(client, watched);
    return watched;
  }

  #takeTurn(requests: number): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    const since = performance.now();
    if (this.#waiting.length === 0) {
      this.#silentTicks = 0;
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ requests, since, resolve, reject });
      this.#timer ??= setInterval(() => this.#watch(), tickMs).unref();
    });
  }

  /** A connection came back, or could not be opened: the next in the queue tries. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve();
    } else {
      this.#free += 1;
    }
  }

  /**
   * Ticks are counted, not time: a process that is busy with a burst reads the answers of the database
   * late, and then each of its rounds has one tick, however long it takes.
   */
  #watch(): void {
    this.#silentTicks += 1;
    const isSilent = this.#silentTicks > maxSilentTicks;
    const now = performance.now();
    this.#rejectWaiting(({ since }) => isSilent || now - since > maxWaitMs);
  }

  #rejectWaiting(isOver: (waiting: Waiting) => boolean): void {
    const over = this.#waiting.filter(isOver);
    if (over.length > 0) {
      const left = this.#waiting.filter((waiting) => !isOver(waiting));
      this.#waiting.splice(0, Infinity, ...left);
      for (const { reject } of over) {
        reject(new Error('no connection became free in time'));
      }
    }
    if (this.#waiting.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
