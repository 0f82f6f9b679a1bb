import type { Logger } from 'pino';
import type { GatewayOptions } from '../gateway.options.js';
import type { Counter, Quota } from './counter.js';
import { MemoryCounter } from './memory-counter.js';
import { RateLimit } from './rate-limit.js';
import { SharedCounters } from './shared-counters.js';

/** The limits of a deployment. One that is left out of the options is off. */
export class RateLimits {
  readonly perAddress: RateLimit | undefined;
  readonly perSubject: RateLimit | undefined;
  readonly #shared: SharedCounters | undefined;

  constructor({ perAddress, perSubject, redisUrl }: GatewayOptions, log: Logger) {
    const needed = perAddress !== undefined || perSubject !== undefined;
    this.#shared = redisUrl !== undefined && needed ? new SharedCounters(redisUrl, log) : undefined;
    this.perAddress = this.#limit('per-ip', perAddress);
    this.perSubject = this.#limit('per-subject', perSubject);
  }

  /** Connects to the shared counters, if there are any. */
  async open(): Promise<void> {
    await this.#shared?.open();
  }

  close(): void {
    this.#shared?.close();
  }

  #limit(name: string, quota: Quota | undefined): RateLimit | undefined {
    if (!quota) return undefined;
    const own = new MemoryCounter(quota);
    const counter: Counter = this.#shared?.counter(name, quota, own) ?? own;
    return new RateLimit(name, quota, counter);
  }
}
