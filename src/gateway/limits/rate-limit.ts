import type { FastifyReply } from 'fastify';
import { TooManyRequestsException } from '../refusals.js';
import type { Count, Counter, Quota } from './counter.js';
import { limitItem, policyItem, secondsLeft } from './rate-limit-fields.js';

/** A limit on somebody's calls, which tells every caller in its answer where it stands. */
export class RateLimit {
  readonly #policy: string;

  /**
   * @param name what the answer's fields call it
   * @param counter counts each caller's calls
   */
  constructor(
    private readonly name: string,
    private readonly quota: Quota,
    private readonly counter: Counter,
  ) {
    this.#policy = policyItem(name, quota);
  }

  /**
   * Counts a call.
   *
   * @param key who calls
   * @throws {TooManyRequestsException} when it is one too many
   */
  spend(key: string, reply: FastifyReply): void | Promise<void> {
    const count = this.counter.count(key);
    if (count instanceof Promise) return count.then((counted) => this.#judge(counted, reply));
    this.#judge(count, reply);
  }

  #judge(count: Count, reply: FastifyReply): void {
    addItem(reply, 'RateLimit-Policy', this.#policy);
    addItem(reply, 'RateLimit', limitItem(this.name, this.quota, count));
    if (count.calls > this.quota.calls) {
      throw new TooManyRequestsException(this.name, secondsLeft(count));
    }
  }
}

/** Both fields are lists: one item for each limit that a request has met. */
function addItem(reply: FastifyReply, field: string, item: string): void {
  const before = reply.getHeader(field);
  void reply.header(field, before === undefined ? item : `${String(before)}, ${item}`);
}
