import type { Logger } from '@nestjs/common';
import { JwksClient } from 'jwks-rsa';
import type { KeySourceOptions } from '../auth.options.js';
import { RefusedError } from '../refusal.js';
import { readDiscoveryDocument, type ProviderMetadata } from './discovery-document.js';
import { readKeySet, type KeySet, type SigningKey } from './key-set.js';
import { fetchProviderDocument } from './provider-document.js';
import { longestDelayMs, refreshDelayMs, retryDelayMs } from './retry-delay.js';

/** Good keys go on serving this long after the last success, and not a moment longer. */
const staleMs = 24 * 3_600_000;
const unknownKeyPauseMs = 30_000;

/** What a source has been through since the start. */
export interface KeySourceCounts {
  readonly fetchesSucceeded: number;
  readonly fetchesFailed: number;
  /** Tokens that named a key which was not in memory. */
  readonly unknownKeys: number;
  /** How old the keys are; null before the first success. */
  readonly secondsSinceSuccess: number | null;
}

/**
 * The signing keys of one issuer: fetched once for everybody who waits, renewed in the background,
 * kept through an outage. All times are of the monotonic clock, so that setting the wall clock
 * neither revives nor buries a key.
 */
export class KeySource {
  readonly name: string;
  #metadata: ProviderMetadata | undefined;
  /** The address that was asked last. */
  #asking = '';
  #keys: KeySet = new Map();
  #fetchedAt = -Infinity;
  #askedForUnknownAt = -Infinity;
  #nextAttemptAt = -Infinity;
  #failures = 0;
  #fetches = { succeeded: 0, failed: 0 };
  #unknownKeys = 0;
  #flight: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #stop = new AbortController();

  constructor(
    private readonly options: KeySourceOptions,
    private readonly logger: Pick<Logger, 'log' | 'warn'>,
  ) {
    this.name = options.name;
  }

  /** What tokens of this source must have as `iss`; undefined until the first success. */
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
  known(kid: string, now = performance.now()): SigningKey | undefined {
    return this.#usableAt(now) ? this.#keys.get(kid) : undefined;
  }

  /** Begins to fetch; failures are tried again without end. Nobody needs to wait for it. */
  start(): void {
    void this.#refresh({ discover: true });
  }

  /** Aborts what is under way and fetches no more. */
  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /**
   * The issuer, waiting for the first answer of the provider if need be.
   *
   * @throws {RefusedError} `keys_unavailable`
   */
  async whenIssuerKnown(): Promise<string> {
    if (this.#metadata === undefined && this.#flight) await this.#flight;
    if (this.#metadata === undefined) throw this.#unavailable();
    return this.#metadata.issuer;
  }

  /**
   * The key of that id, or undefined when the provider does not list it. An id not seen before asks
   * the provider at once, then at most once in 30 seconds however many such ids come.
   *
   * @throws {RefusedError} `keys_unavailable` when the provider is out of reach and so nothing can be said
   */
  async find(kid: string): Promise<SigningKey | undefined> {
    const known = this.known(kid);
    if (known) return known;
    if (this.#flight) await this.#flight;
    if (!this.usable) throw this.#unavailable();
    const fetched = this.known(kid);
    if (fetched) return fetched;
    this.#unknownKeys++;
    if (this.#mayAskForUnknown()) {
      this.#askedForUnknownAt = performance.now();
      await this.#refresh({ discover: false });
    } else if (this.#flight) {
      await this.#flight;
    }
    const found = this.known(kid);
    if (!found && this.#failures > 0) throw this.#unavailable();
    return found;
  }

  counts(): KeySourceCounts {
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
    return this.#keys.size > 0 && now - this.#fetchedAt < staleMs;
  }

  #mayAskForUnknown(): boolean {
    const now = performance.now();
    return (
      !this.#flight &&
      now - this.#askedForUnknownAt >= unknownKeyPauseMs &&
      (this.#failures === 0 || now >= this.#nextAttemptAt)
    );
  }

  #unavailable(): RefusedError {
    const waitMs = this.#nextAttemptAt - performance.now();
    const retryAfter = Number.isFinite(waitMs) ? Math.max(1, Math.ceil(waitMs / 1000)) : 1;
    return new RefusedError({ kind: 'keys_unavailable', source: this.name, retryAfter });
  }

  /** One flight for all who wait. It never rejects: who waited looks at what there is afterwards. */
  #refresh(how: { discover: boolean }): Promise<void> {
    this.#flight ??= this.#fetch(how)
      .then(
        () => this.#succeeded(how),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#flight = undefined;
      });
    return this.#flight;
  }

  async #fetch({ discover }: { discover: boolean }): Promise<void> {
    const metadata = discover || !this.#metadata ? await this.#discover() : this.#metadata;
    // From the first answer on, what is wrong with a token otherwise can be told without keys.
    this.#metadata ??= metadata;
    this.#asking = metadata.jwksUri;
    const client = new JwksClient({
      jwksUri: metadata.jwksUri,
      // Its cache and its rate limit are switched off: this class is both, without their gaps.
      cache: false,
      rateLimit: false,
      fetcher: (url) => fetchProviderDocument(url, this.#stop.signal) as Promise<{ keys: unknown }>,
    });
    const keys = readKeySet(await client.getKeys());
    // Together: another issuer without its keys would refuse good tokens, and find no others.
    this.#metadata = metadata;
    this.#keys = keepEqualKeys(keys, this.#keys);
  }

  /** Keys are worth more than news of where they are: with an address known, discovery may fail. */
  async #discover(): Promise<ProviderMetadata> {
    const { discoveryUrl } = this.options;
    this.#asking = discoveryUrl;
    try {
      const document = await fetchProviderDocument(discoveryUrl, this.#stop.signal);
      return readDiscoveryDocument(document, discoveryUrl);
    } catch (error) {
      if (!this.#metadata) throw error;
      this.logger.warn(`${this.name}: ${discoveryUrl} ${messageOf(error)}; going on with the old`);
      return this.#metadata;
    }
  }

  #succeeded({ discover }: { discover: boolean }): void {
    this.#fetches.succeeded++;
    if (this.#failures > 0 || this.#fetchedAt === -Infinity) {
      this.logger.log(`${this.name}: ${this.#keys.size} signing keys of ${this.issuer}`);
    }
    this.#fetchedAt = performance.now();
    this.#failures = 0;
    // Else strangers with unknown keys could put the next look at the discovery document off for ever.
    if (discover) this.#schedule(refreshDelayMs(Math.random()));
  }

  #failed(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#fetches.failed++;
    this.#failures += 1;
    const longest = this.usable ? longestDelayMs.withKeys : longestDelayMs.withoutKeys;
    const delay = retryDelayMs(this.#failures, longest, Math.random());
    this.#schedule(delay);
    const seconds = Math.round(delay / 1000);
    this.logger.warn(`${this.name}: ${this.#asking} ${messageOf(error)}; again in ${seconds} s`);
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#nextAttemptAt = performance.now() + delayMs;
    this.#timer = setTimeout(() => void this.#refresh({ discover: true }), delayMs);
    this.#timer.unref();
  }
}

/** An unchanged key stays the same object, so that what it verified can be told to stand still. */
function keepEqualKeys(fresh: KeySet, old: KeySet): KeySet {
  return new Map(
    [...fresh].map(([kid, key]) => {
      const before = old.get(kid);
      const same = before?.issuer === key.issuer && before?.key.equals(key.key);
      return [kid, before && same ? before : key];
    }),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
