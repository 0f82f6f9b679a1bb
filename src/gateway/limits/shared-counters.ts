import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { answerWithin, TooLateError } from './answer-within.js';
import type { Counter, Quota } from './counter.js';

/** How long a request waits for Redis. Two limits may ask it, the second only if the first was answered. */
const patienceMs = 50;

/**
 * Counters in Redis, which all processes share. While Redis is away, each process goes on with
 * counters of its own, and nobody waits: commands are not queued, and a connection that has left one
 * unanswered is given up.
 */
export class SharedCounters {
  readonly #redis: Redis;
  #away = false;
  /** The connection left a command unanswered and is being replaced. */
  #givenUp = false;

  constructor(
    url: string,
    private readonly log: Logger,
  ) {
    this.#redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 1_000,
      commandTimeout: 1_000,
      disconnectTimeout: 100,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    });
    // Every fault shows in the outcome of a command too, and is told of there.
    this.#redis.on('error', () => undefined);
    this.#redis.on('ready', () => (this.#givenUp = false));
  }

  /** Waits for the first attempt to connect; later ones go on by themselves. */
  async open(): Promise<void> {
    await this.#redis.connect().catch((error: unknown) => this.#leave(error));
  }

  close(): void {
    this.#redis.disconnect();
  }

  /**
   * @param name tells the counters of one limit from those of another
   * @param own counts while Redis is away
   */
  counter(name: string, quota: Quota, own: Counter): Counter {
    const limiter = new RateLimiterRedis({
      storeClient: this.#redis,
      keyPrefix: `tasks-api:${name}`,
      points: quota.calls,
      duration: quota.seconds,
      rejectIfRedisNotReady: true,
    });
    return {
      count: async (key) => {
        if (this.#givenUp) return own.count(key);
        try {
          // One script that adds and reads, so no two processes see the same number.
          const { consumedPoints, msBeforeNext } = await answerWithin(
            patienceMs,
            limiter.penalty(key),
          );
          this.#return();
          return { calls: consumedPoints, msLeft: msBeforeNext };
        } catch (error) {
          this.#leave(error);
          return own.count(key);
        }
      },
    };
  }

  #leave(error: unknown): void {
    if (error instanceof TooLateError && !this.#givenUp) {
      // A new connection is used once it has answered, so nobody else waits for a Redis that hangs.
      this.#givenUp = true;
      this.#redis.disconnect(true);
    }
    if (this.#away) return;
    this.#away = true;
    this.log.warn(
      { reason: reasonOf(error) },
      'Redis is away: each process counts requests for itself',
    );
  }

  #return(): void {
    if (!this.#away) return;
    this.#away = false;
    this.log.info('Redis is back: requests are counted for all processes');
  }
}

/** What Redis or the system said. Without a connection, ioredis speaks of its own options only. */
function reasonOf(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  const told = error instanceof TooLateError || name === 'ReplyError';
  return told ? message : (code ?? 'no connection');
}
