import ipaddr from 'ipaddr.js';
import type { Logger } from 'pino';
import { clientAddressReader, type Address } from '../addresses/index.js';
import type { EdgeHook } from '../edge-hook.js';
import type { EdgeOptions } from '../edge.options.js';
import type { Counter, Quota } from './counter.js';
import { MemoryCounter } from './memory-counter.js';
import { RateLimit } from './rate-limit.js';
import { RedisCounters } from './redis-counters.js';

/** The limits of a deployment. One that the options leave out is off. */
export class RateLimits {
  readonly perSubject: RateLimit | undefined;
  readonly #perAddress: RateLimit | undefined;
  readonly #redis: RedisCounters | undefined;

  constructor(
    {
      perAddress,
      perSubject,
      redisUrl,
    }: Pick<EdgeOptions, 'perAddress' | 'perSubject' | 'redisUrl'>,
    log: Logger,
  ) {
    const needed = perAddress !== undefined || perSubject !== undefined;
    this.#redis = redisUrl !== undefined && needed ? new RedisCounters(redisUrl, log) : undefined;
    this.#perAddress = this.#limit('per-ip', perAddress);
    this.perSubject = this.#limit('per-subject', perSubject);
  }

  /** Connects to Redis, if it is used. */
  async open(): Promise<void> {
    await this.#redis?.open();
  }

  close(): void {
    this.#redis?.close();
  }

  /**
   * Limits the requests of an address, good and bad ones, before any token is checked.
   *
   * @returns undefined when the limit is off
   */
  limitPerAddress({ trustedProxies }: Pick<EdgeOptions, 'trustedProxies'>): EdgeHook | undefined {
    const limit = this.#perAddress;
    if (!limit) {
      return undefined;
    }
    const addressOf = clientAddressReader(trustedProxies);
    return (request, reply) =>
      request.routeOptions.config.skipEdgeChecks
        ? undefined
        : limit.consume(addressKey(addressOf(request)), reply);
  }

  #limit(name: string, quota: Quota | undefined): RateLimit | undefined {
    if (!quota) {
      return undefined;
    }
    const memory = new MemoryCounter(quota);
    const counter: Counter = this.#redis?.counter(name, quota, memory) ?? memory;
    return new RateLimit(name, quota, counter);
  }
}

/**
 * The key that an address is counted by. IPv6 addresses are counted by /64, because a customer gets at
 * least that many (RFC 6177). All clients without a known address share one key.
 */
export function addressKey(address: Address | undefined): string {
  if (!address) {
    return 'unknown';
  }
  if (address instanceof ipaddr.IPv4) {
    return address.toString();
  }
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
