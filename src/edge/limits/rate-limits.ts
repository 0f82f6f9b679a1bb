import type { Logger } from 'pino';
import {
  networkShares,
  networksOf,
  type Address,
  type ClientAddressReader,
} from '../addresses/index.js';
import type { EdgeHook } from '../edge-hook.js';
import type { EdgeOptions } from '../edge.options.js';
import { type Counter, MemoryCounter, type Quota } from './counter.js';
import { QuotaCounter, RateLimit, TooManyRequestsException } from './rate-limit.js';
import { RedisCounters } from './redis-counters.js';

/**
 * The limit of routes that skip the checks of the edge. Probes of many load balancers stay far below it;
 * a flood does not.
 */
const healthQuota: Quota = { calls: 1_000, seconds: 10 };

/**
 * How long a health request over the limit waits for its answer. Whoever asks again as soon as it is
 * answered would otherwise keep the processor busy with refusals alone.
 */
const refusedHealthDelayMs = 1_000;

/** How the limits of a process stand. */
export interface LimitUsage {
  /** Whether Redis counts for all processes now; undefined where it is not used. */
  readonly shared: boolean | undefined;
  readonly limits: readonly {
    readonly limit: string;
    /** Keys in the memory of this process. */
    readonly countedKeys: number;
    /** Keys that are remembered because they have used up a quota. */
    readonly exhaustedKeys: number;
  }[];
}

/** The limits of a deployment. One that the options leave out is off. */
export class RateLimits {
  readonly perSubject: RateLimit | undefined;
  readonly #perAddress: RateLimit | undefined;
  readonly #health = new MemoryCounter(healthQuota);
  readonly #memory = new Map<string, MemoryCounter>([['health', this.#health]]);
  readonly #redis: RedisCounters | undefined;

  constructor(
    {
      perAddress,
      perSubject,
      redisUrl,
      counterPrefix,
    }: Pick<EdgeOptions, 'perAddress' | 'perSubject' | 'redisUrl' | 'counterPrefix'>,
    log: Logger,
  ) {
    const needed = perAddress !== undefined || perSubject !== undefined;
    this.#redis =
      redisUrl !== undefined && needed
        ? new RedisCounters(redisUrl, counterPrefix, log)
        : undefined;
    if (perAddress) {
      const counter = this.#counter('per-ip', perAddress);
      const [, ...shares] = networkShares;
      this.#perAddress = new RateLimit('per-ip', [
        new QuotaCounter(perAddress, counter),
        ...shares.map((share) => new QuotaCounter(enlarge(perAddress, share), counter)),
      ]);
    }
    if (perSubject) {
      const counter = this.#counter('per-subject', perSubject);
      this.perSubject = new RateLimit('per-subject', [new QuotaCounter(perSubject, counter)]);
    }
  }

  /** Connects to Redis, if it is used. */
  async open(): Promise<void> {
    await this.#redis?.open();
  }

  close(): void {
    this.#redis?.close();
  }

  usage(): LimitUsage {
    const rateLimits = new Map([
      ['per-ip', this.#perAddress],
      ['per-subject', this.perSubject],
    ]);
    return {
      shared: this.#redis?.inUse,
      limits: [...this.#memory].map(([limit, { size: countedKeys }]) => ({
        limit,
        countedKeys,
        exhaustedKeys: rateLimits.get(limit)?.exhaustedKeys ?? 0,
      })),
    };
  }

  /** Limits the requests of an address, good and bad ones, before any token is checked. */
  limitPerAddress(addressOf: ClientAddressReader): EdgeHook {
    return (request, reply) => {
      if (request.routeOptions.config.skipEdgeChecks) {
        return this.#limitHealth(addressOf(request));
      } else if (this.#perAddress) {
        return this.#perAddress.consume(networksOf(addressOf(request)), reply);
      }
    };
  }

  /** Without the RateLimit fields, because probes do not read them. */
  #limitHealth(address: Address | undefined): void | Promise<void> {
    const [network = ''] = networksOf(address);
    const { requests, msLeft } = this.#health.count(network);
    if (requests > healthQuota.calls) {
      const refusal = new TooManyRequestsException('health', Math.ceil(msLeft / 1000));
      return new Promise((_, reject) => {
        setTimeout(() => reject(refusal), refusedHealthDelayMs);
      });
    }
  }

  #counter(name: string, quota: Quota): Counter {
    const memory = new MemoryCounter(quota);
    this.#memory.set(name, memory);
    return this.#redis?.counter(name, quota, memory) ?? memory;
  }
}

/** The quota of a network of which the given one is the quota of an address. */
function enlarge({ calls, seconds }: Quota, share: number): Quota {
  return { calls: Math.ceil(calls * share), seconds };
}
