import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Counter, Quota } from './counter.js';

/** How long a request waits for Redis. The second limit asks it only if the first one got an answer. */
const redisTimeoutMs = 50;

/**
 * Counters in Redis, shared by all processes. While Redis is unavailable, each process counts in its own
 * memory and no request waits: commands are not queued, and a connection that has left one unanswered is
 * replaced.
 */
export class RedisCounters {
  readonly #redis: Redis;
  #unavailable = false;
  /** A command timed out, and the new connection is not ready yet. */
  #reconnecting = false;

  constructor(
    url: string,
    private readonly keyPrefix: string,
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
    // Without a listener the event would end the process. Every error also fails a command, which logs it.
    this.#redis.on('error', () => undefined);
    this.#redis.on('ready', () => (this.#reconnecting = false));
  }

  /** Waits for the first attempt to connect. ioredis makes further ones in the background. */
  async open(): Promise<void> {
    await this.#redis.connect().catch((error: unknown) => this.#onFailure(error));
  }

  /** Whether requests are counted in Redis now. */
  get inUse(): boolean {
    return !this.#unavailable;
  }

  close(): void {
    this.#redis.disconnect();
  }

  /**
   * A counter for one limit.
   *
   * @param name keeps the keys of different limits apart
   * @param fallback counts while Redis is unavailable
   */
  counter(name: string, quota: Quota, fallback: Counter): Counter {
    const limiter = new RateLimiterRedis({
      storeClient: this.#redis,
      keyPrefix: `${this.keyPrefix}:${name}`,
      points: quota.calls,
      duration: quota.seconds,
      rejectIfRedisNotReady: true,
    });
    return {
      count: async (key) => {
        if (this.#reconnecting) {
          return fallback.count(key);
        }
        try {
          // One script that adds and reads, so that no two processes get the same number.
          const { consumedPoints, msBeforeNext } = await withTimeout(
            redisTimeoutMs,
            limiter.penalty(key),
          );
          this.#onSuccess();
          return { requests: consumedPoints, msLeft: msBeforeNext };
        } catch (error) {
          this.#onFailure(error);
          return fallback.count(key);
        }
      },
    };
  }

  #onFailure(error: unknown): void {
    if (error instanceof TimeoutError && !this.#reconnecting) {
      // Redis is not asked again until the new connection is ready, so no other request waits for it.
      this.#reconnecting = true;
      this.#redis.disconnect(true);
    }
    if (this.#unavailable) {
      return;
    }
    this.#unavailable = true;
    this.log.warn(
      { reason: reasonOf(error) },
      'Redis is away: each process counts requests for itself',
    );
  }

  #onSuccess(): void {
    if (!this.#unavailable) {
      return;
    }
    this.#unavailable = false;
    this.log.info('Redis is back: requests are counted for all processes');
  }
}

/** What Redis or the operating system reported. Without a connection, ioredis only names its own options. */
function reasonOf(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  const isReported = error instanceof TimeoutError || name === 'ReplyError';
  return isReported ? message : (code ?? 'no connection');
}

/** A promise was not settled in time. */
export class TimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'TimeoutError';
  }
}

/**
 * Waits for a promise, with a limit. When the time is up, input that has already arrived is processed
 * first, so that a process that was busy itself does not blame the other side.
 *
 * @throws {TimeoutError} when the promise is not settled in time
 */
export function withTimeout<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // In a turn of the event loop timers run before input is read, and immediates after it.
    const timer = setTimeout(
      () => setImmediate(() => reject(new TimeoutError(timeoutMs))),
      timeoutMs,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
