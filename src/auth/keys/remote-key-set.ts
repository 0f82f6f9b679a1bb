import type { Logger } from '@nestjs/common';
import { RefusedError } from '../refusals/index.js';
import { longestDelayMs, refreshDelayMs, retryDelayMs } from './fetch-delays.js';
import { keepSameKeys, type SigningKey } from './json-web-keys.js';
import { KeySetFetcher, messageOf, type RemoteKeySetOptions } from './key-set.fetcher.js';
import type { ProviderMetadata } from './provider-metadata.js';

/** Good keys go on serving this long after the last success, and no longer. */
const maxStaleMs = 24 * 3_600_000;
const unknownKidCooldownMs = 30_000;

/** What a key set has counted since the start. */
export interface KeySetCounts {
  readonly fetchesSucceeded: number;
  readonly fetchesFailed: number;
  /** Tokens that named a key which was not in memory. */
  readonly unknownKeys: number;
  /** How old the keys are; null before the first success. */
  readonly secondsSinceSuccess: number | null;
}

/**
 * The signing keys of one issuer: fetched once for all waiting requests, refreshed in the background,
 * kept through an outage. All times are of the monotonic clock, so that setting the wall clock
 * neither revives nor expires a key.
 */
export class RemoteKeySet {
  readonly name: string;
  readonly #label: string;
  #metadata: ProviderMetadata | undefined;
  #keys: ReadonlyMap<string, SigningKey> = new Map();
  #fetchedAt = -Infinity;
  #unknownKidFetchedAt = -Infinity;
  #nextFetchAt = -Infinity;
  #failures = 0;
  #fetches = { succeeded: 0, failed: 0 };
  #unknownKeys = 0;
  #inFlight: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #fetcher: KeySetFetcher;

  /**
   * @param onMetadata called whenever issuer or address of the keys have been fetched
   */
  constructor(
    options: RemoteKeySetOptions,
    private readonly logger: Pick<Logger, 'log' | 'warn'>,
    private readonly onMetadata: () => void = () => undefined,
  ) {
    this.name = options.name;
    this.#label =
      options.provider === undefined ? options.name : `${options.provider} ${options.name}`;
    this.#fetcher = new KeySetFetcher(options, (text) => logger.warn(`${this.#label}: ${text}`));
  }

  /** What tokens of this key set must have as `iss`; undefined until the first success. */
  get issuer(): string | undefined {
    return this.#metadata?.issuer;
  }

  /** Whether there are keys that may be used now. */
  get usable(): boolean {
    return this.#usableAt(performance.now());
  }

  /**
   * The key of that id among those in memory, if they may still be used.
   *
   * @param now in milliseconds of the monotonic clock
   */
  get(kid: string, now = performance.now()): SigningKey | undefined {
    return this.#usableAt(now) ? this.#keys.get(kid) : undefined;
  }

  /** Begins to fetch; failures are retried without end. Nobody needs to wait for it. */
  start(): void {
    void this.#refresh({ discover: true });
  }

  /** Aborts the fetch in flight and starts no other. */
  stop(): void {
    this.#fetcher.stop();
    clearTimeout(this.#timer);
  }

  /**
   * The issuer, waiting for the first answer of the provider if need be.
   *
   * @throws {RefusedError} `keys_unavailable`
   */
  async whenIssuerKnown(): Promise<string> {
    if (this.#metadata === undefined && this.#inFlight) {
      await this.#inFlight;
    }
    if (this.#metadata === undefined) {
      throw this.#unavailable();
    }
    return this.#metadata.issuer;
  }

  /**
   * The key of that id, or undefined when the provider does not list it. An id not seen before asks
   * the provider at once, then at most once in 30 seconds however many such ids come.
   *
   * @throws {RefusedError} `keys_unavailable` when the provider cannot be reached, so that nothing can be said
   */
  async find(kid: string): Promise<SigningKey | undefined> {
    const known = this.get(kid);
    if (known) {
      return known;
    }
    if (this.#inFlight) {
      await this.#inFlight;
    }
    if (!this.usable) {
      throw this.#unavailable();
    }
    const fetched = this.get(kid);
    if (fetched) {
      return fetched;
    }
    this.#unknownKeys++;
    if (this.#mayFetchForUnknownKid()) {
      this.#unknownKidFetchedAt = performance.now();
      await this.#refresh({ discover: false });
    } else if (this.#inFlight) {
      await this.#inFlight;
    }
    const found = this.get(kid);
    if (!found && this.#failures > 0) {
      throw this.#unavailable();
    }
    return found;
  }

  counts(): KeySetCounts {
    const { succeeded, failed } = this.#fetches;
    const ageMs = performance.now() - this.#fetchedAt;
    return {
      fetchesSucceeded: succeeded,
      fetchesFailed: failed,
      unknownKeys: this.#unknownKeys,
      secondsSinceSuccess: succeeded === 0 ? null : Math.floor(ageMs / 1000),
    };
  }

  #usableAt(now: number): boolean {
    return this.#keys.size > 0 && now - this.#fetchedAt < maxStaleMs;
  }

  #mayFetchForUnknownKid(): boolean {
    const now = performance.now();
    return (
      !this.#inFlight &&
      now - this.#unknownKidFetchedAt >= unknownKidCooldownMs &&
      (this.#failures === 0 || now >= this.#nextFetchAt)
    );
  }

  #unavailable(): RefusedError {
    const waitMs = this.#nextFetchAt - performance.now();
    const retryAfter = Number.isFinite(waitMs) ? Math.max(1, Math.ceil(waitMs / 1000)) : 1;
    return new RefusedError({ kind: 'keys_unavailable', keySet: this.name, retryAfter });
  }

  /** One fetch for all who wait. It never rejects: who waited looks at what there is afterwards. */
  #refresh(how: { discover: boolean }): Promise<void> {
    this.#inFlight ??= this.#fetch(how)
      .then(
        () => this.#succeeded(how),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#inFlight = undefined;
      });
    return this.#inFlight;
  }

  async #fetch({ discover }: { discover: boolean }): Promise<void> {
    const metadata =
      discover || !this.#metadata ? await this.#fetcher.metadata(this.#metadata) : this.#metadata;
    // From the first answer on, every other check of a token can be made without keys.
    if (this.#metadata === undefined) {
      this.#useMetadata(metadata);
    }
    const keys = await this.#fetcher.keys(metadata.jwksUri);
    // Together: another issuer without its keys would refuse good tokens, and find no others.
    this.#useMetadata(metadata);
    this.#keys = keepSameKeys(keys, this.#keys);
  }

  #useMetadata(metadata: ProviderMetadata): void {
    this.#metadata = metadata;
    this.onMetadata();
  }

  #succeeded({ discover }: { discover: boolean }): void {
    this.#fetches.succeeded++;
    if (this.#failures > 0 || this.#fetchedAt === -Infinity) {
      this.logger.log(`${this.#label}: ${this.#keys.size} signing keys of ${this.issuer}`);
    }
    this.#fetchedAt = performance.now();
    this.#failures = 0;
    // Otherwise unknown ids from strangers could put off the next fetch of the discovery document for ever.
    if (discover) {
      this.#schedule(refreshDelayMs(Math.random()));
    }
  }

  #failed(error: unknown): void {
    if (this.#fetcher.stopped) {
      return;
    }
    this.#fetches.failed++;
    this.#failures += 1;
    const longest = this.usable ? longestDelayMs.withKeys : longestDelayMs.withoutKeys;
    const delay = retryDelayMs(this.#failures, longest, Math.random());
    this.#schedule(delay);
    const seconds = Math.round(delay / 1000);
    this.logger.warn(
      `${this.#label}: ${this.#fetcher.lastUrl} ${messageOf(error)}; again in ${seconds} s`,
    );
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#nextFetchAt = performance.now() + delayMs;
    this.#timer = setTimeout(() => void this.#refresh({ discover: true }), delayMs);
    this.#timer.unref();
  }
}
