import type { PostgresPool, PostgresPoolClient } from 'kysely';

/** How long the queue may stand still, in milliseconds. */
const standstillMs = 2_000;
/** How long one request may wait in a queue that moves, in milliseconds. */
const maxWaitMs = 15_000;

interface Waiting {
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Lets requests wait for a connection in order. A burst is served as long as connections come back,
 * however many wait; when none has come back for two seconds, the database is taken to be away and
 * nobody goes on waiting. A limit for each request, as the pool has, would refuse what the database
 * can serve, most of all while the first connections are still being opened.
 */
export class ConnectionQueue implements PostgresPool {
  readonly #waiting: Waiting[] = [];
  #free: number;
  #lastProgress = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: PostgresPool,
    size: number,
  ) {
    this.#free = size;
  }

  /** @throws {Error} when no connection was to be had in time */
  async connect(): Promise<PostgresPoolClient> {
    await this.#takeTurn();
    try {
      const client = await this.pool.connect();
      const release = client.release.bind(client);
      return Object.assign(client, {
        release: () => {
          release();
          this.#next();
        },
      });
    } catch (error) {
      this.#next(false);
      throw error;
    }
  }

  async end(): Promise<void> {
    this.#rejectWaiting(() => true);
    await this.pool.end();
  }

  #takeTurn(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    const since = performance.now();
    if (this.#waiting.length === 0) this.#lastProgress = since;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ since, resolve, reject });
      this.#timer ??= setInterval(() => this.#watch(), 250).unref();
    });
  }

  /** A connection came back, or could not be opened: the next in the queue tries. */
  #next(progress = true): void {
    if (progress) this.#lastProgress = performance.now();
    const next = this.#waiting.shift();
    if (next) next.resolve();
    else this.#free += 1;
  }

  #watch(): void {
    // Timers that are late because the process was busy run before the answers that came meanwhile.
    setImmediate(() => {
      const now = performance.now();
      const stuck = now - this.#lastProgress > standstillMs;
      this.#rejectWaiting(({ since }) => stuck || now - since > maxWaitMs);
    });
  }

  #rejectWaiting(isOver: (waiting: Waiting) => boolean): void {
    const over = this.#waiting.filter(isOver);
    if (over.length > 0) {
      const left = this.#waiting.filter((waiting) => !isOver(waiting));
      this.#waiting.splice(0, Infinity, ...left);
      for (const { reject } of over) reject(new Error('no connection became free in time'));
    }
    if (this.#waiting.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
