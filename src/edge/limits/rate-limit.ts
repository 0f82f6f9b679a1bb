import { HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Count, Counter, Quota } from './counter.js';

/** The caller has used up its quota (RFC 6585 section 4). */
export class TooManyRequestsException extends HttpException {
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string;

  /**
   * @param limit the name of the limit, for the log
   * @param retryAfter seconds
   */
  constructor(limit: string, retryAfter: number) {
    super('Too many requests. Try again later.', HttpStatus.TOO_MANY_REQUESTS);
    this.headers = { 'Retry-After': String(retryAfter) };
    this.reason = `rate_limit_${limit.replaceAll('-', '_')}`;
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
   * @param counter counts the requests of each caller
   */
  constructor(
    private readonly name: string,
    private readonly quota: Quota,
    private readonly counter: Counter,
  ) {
    this.#policy = `"${name}";q=${quota.calls};w=${quota.seconds}`;
  }

  /**
   * Counts a request and adds the RateLimit fields to its answer.
   *
   * @param key identifies the caller
   * @throws {TooManyRequestsException} when the quota is used up
   */
  consume(key: string, reply: FastifyReply): void | Promise<void> {
    const count = this.counter.count(key);
    if (count instanceof Promise) {
      return count.then((counted) => this.#check(counted, reply));
    }
    this.#check(count, reply);
  }

  #check({ requests, msLeft }: Count, reply: FastifyReply): void {
    const left = Math.max(0, this.quota.calls - requests);
    // Rounded up, so that a caller that waits so long does not come too early.
    const secondsLeft = Math.max(1, Math.ceil(msLeft / 1000));
    appendItem(reply, 'RateLimit-Policy', this.#policy);
    appendItem(reply, 'RateLimit', `"${this.name}";r=${left};t=${secondsLeft}`);
    if (requests > this.quota.calls) {
      throw new TooManyRequestsException(this.name, secondsLeft);
    }
  }
}

/** Both fields are lists with one item for each limit that applies to the request. */
function appendItem(reply: FastifyReply, field: string, item: string): void {
  const before = reply.getHeader(field);
  void reply.header(field, before === undefined ? item : `${String(before)}, ${item}`);
}
