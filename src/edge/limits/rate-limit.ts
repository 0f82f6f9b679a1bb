import { HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { ProblemException } from '../../errors/index.js';
import type { Count, Counter, Quota } from './counter.js';

/** How many keys that have used up their quota are remembered. Each costs its owner a whole quota. */
const maxExhaustedKeys = 50_000;

/** The caller has used up its quota (RFC 6585 section 4). */
export class TooManyRequestsException extends HttpException implements ProblemException {
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string;

  /**
   * @param limit the name of the limit, for the log
   * @param retryAfter seconds
   */
  constructor(limit: string, retryAfter: number) {
    super(
      `Too many requests. Try again in ${retryAfter} ${retryAfter === 1 ? 'second' : 'seconds'}.`,
      HttpStatus.TOO_MANY_REQUESTS,
    );
    this.headers = { 'Retry-After': String(retryAfter) };
    this.reason = `rate_limit_${limit.replaceAll('-', '_')}`;
  }
}

/** The counters of one quota. Callers that have used it up are remembered apart from the others. */
export class QuotaCounter {
  /** Ends of windows, on the clock of `performance.now()`. */
  readonly #exhausted = new LRUCache<string, number>({ max: maxExhaustedKeys });

  constructor(
    readonly quota: Quota,
    private readonly counter: Counter,
  ) {}

  /** How many keys are remembered that have used up the quota, those whose window has closed included. */
  get exhaustedKeys(): number {
    return this.#exhausted.size;
  }

  /**
   * The count of a key that has used up its quota; undefined when it has not. A flood from many keys makes
   * a counter in memory forget callers, but not those whose quota is used up.
   */
  exhausted(key: string): Count | undefined {
    const endsAt = this.#exhausted.get(key);
    if (endsAt === undefined) {
      return undefined;
    }
    const msLeft = Math.round(endsAt - performance.now());
    return msLeft > 0 ? { requests: this.quota.calls + 1, msLeft } : undefined;
  }

  /** Counts one request. */
  count(key: string): Count | Promise<Count> {
    const count = this.counter.count(key);
    return count instanceof Promise
      ? count.then((counted) => this.#remember(key, counted))
      : this.#remember(key, count);
  }

  #remember(key: string, count: Count): Count {
    if (count.requests >= this.quota.calls) {
      this.#exhausted.set(key, performance.now() + count.msLeft);
    }
    return count;
  }
}

/**
 * A limit on the requests of a caller. Every answer tells the caller where it stands, in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10.
 */
export class RateLimit {
  readonly #policy: string;

  /**
   * @param name the limit's name in the RateLimit fields
   * @param counters of the caller and then of each larger network around it, with larger quotas
   */
  constructor(
    private readonly name: string,
    private readonly counters: readonly [QuotaCounter, ...QuotaCounter[]],
  ) {
    const { calls, seconds } = counters[0].quota;
    this.#policy = `"${name}";q=${calls};w=${seconds}`;
  }

  /** How many keys are remembered that have used up a quota. */
  get exhaustedKeys(): number {
    return this.counters.reduce((sum, counter) => sum + counter.exhaustedKeys, 0);
  }

  /**
   * Counts a request and adds the RateLimit fields to its answer. A request that one quota refuses is not
   * counted towards the larger ones, so that a caller cannot use up what its neighbours need.
   *
   * @param keys of the caller and of the networks around it, one for each of the first counters
   * @throws {TooManyRequestsException} when a quota is used up
   */
  consume(keys: readonly string[], reply: FastifyReply): void | Promise<void> {
    for (const [index, key] of keys.entries()) {
      const exhausted = this.counters[index]?.exhausted(key);
      if (exhausted) {
        this.#sendFields({ left: 0, msLeft: exhausted.msLeft }, reply);
        throw new TooManyRequestsException(this.name, secondsLeft(exhausted));
      }
    }
    return this.#countFrom(0, keys, undefined, reply);
  }

  /** Synchronous as long as the counters are, since most requests are counted in memory. */
  #countFrom(
    index: number,
    keys: readonly string[],
    tightest: Standing | undefined,
    reply: FastifyReply,
  ): void | Promise<void> {
    const [counter, key] = [this.counters[index], keys[index]];
    if (!counter || key === undefined) {
      if (tightest) {
        this.#sendFields(tightest, reply);
      }
      return;
    }
    const proceed = (count: Count) => {
      const left = counter.quota.calls - count.requests;
      const standing = tightest && tightest.left <= left ? tightest : { ...count, left };
      if (left < 0) {
        this.#sendFields({ ...count, left: 0 }, reply);
        throw new TooManyRequestsException(this.name, secondsLeft(count));
      }
      return this.#countFrom(index + 1, keys, standing, reply);
    };
    const count = counter.count(key);
    return count instanceof Promise ? count.then(proceed) : proceed(count);
  }

  #sendFields(standing: Standing, reply: FastifyReply): void {
    const item = `"${this.name}";r=${standing.left};t=${secondsLeft(standing)}`;
    appendItem(reply, 'RateLimit-Policy', this.#policy);
    appendItem(reply, 'RateLimit', item);
  }
}

/** How many requests a caller has left, and for how long. */
interface Standing {
  readonly left: number;
  readonly msLeft: number;
}

/** Rounded up, so that a caller that waits so long does not come too early. */
function secondsLeft({ msLeft }: Pick<Count, 'msLeft'>): number {
  return Math.max(1, Math.ceil(msLeft / 1000));
}

/** Both fields are lists with one item for each limit that applies to the request. */
function appendItem(reply: FastifyReply, field: string, item: string): void {
  const before = reply.getHeader(field);
  void reply.header(field, before === undefined ? item : `${String(before)}, ${item}`);
}
