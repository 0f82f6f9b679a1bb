import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { Caller } from './caller.js';
import type { JsonObject } from './compact-token.js';
import type { SigningKey } from './keys/key-set.js';
import type { KeySource } from './keys/key-source.js';
import { timeFault } from './token-checks.js';

/** No token is remembered longer than this, however long it is valid. */
const longestMs = 5 * 60_000;
const defaults = { maxEntries: 5_000, maxTokenLength: 8 * 1024 };

/** What has been found out about a verified token, and only what is looked at again: thousands are kept. */
interface VerifiedToken {
  readonly caller: Caller;
  readonly exp: unknown;
  readonly nbf: unknown;
  readonly iat: unknown;
  readonly verifiedWith: VerifyingKey;
}

/** The key that verified a token, and where that key came from. */
export interface VerifyingKey {
  readonly key: SigningKey;
  readonly kid: string;
  readonly source: Pick<KeySource, 'known'>;
}

/** How well the memory serves. */
export interface TokenMemoryCounts {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
}

/**
 * Remembers tokens that were verified, so that a caller's next requests cost a digest instead of an
 * RSA operation. Whether a token is still in time, and whether its key still stands, is looked at on
 * each use: a key that was withdrawn or replaced takes all of its tokens with it. Refusals and scope
 * decisions are never remembered.
 *
 * Tokens are found by digest, so that a dump of the memory holds nothing that could be presented.
 */
@Injectable()
export class TokenMemory {
  readonly #tokens: LRUCache<string, VerifiedToken> | undefined;
  readonly #maxTokenLength: number;
  readonly #clockSkewSeconds: number;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor(@Inject(AUTH_OPTIONS) options: AuthOptions) {
    const { maxEntries, maxTokenLength } = { ...defaults, ...options.rememberedTokens };
    this.#maxTokenLength = maxTokenLength;
    this.#clockSkewSeconds = options.clockSkewSeconds;
    if (maxEntries > 0) {
      this.#tokens = new LRUCache({
        max: maxEntries,
        ttl: longestMs,
        ttlResolution: 0,
        perf: { now: () => performance.now() },
        dispose: (_token, _digest, reason) => {
          if (reason === 'evict') this.#evictions++;
        },
      });
    }
  }

  /** Under what a token is remembered; undefined for one that is not, since it is too long. */
  digestOf(rawToken: string): string | undefined {
    return this.#tokens && rawToken.length <= this.#maxTokenLength
      ? hash('sha256', rawToken, 'base64url')
      : undefined;
  }

  /** Who is calling, if the token was verified a short while ago and nothing has changed since. */
  recall(digest: string | undefined): Caller | undefined {
    if (!this.#tokens || digest === undefined) return undefined;
    const token = this.#tokens.get(digest);
    if (token && this.#stands(token)) {
      this.#hits++;
      return token.caller;
    }
    this.#misses++;
    if (token) this.#tokens.delete(digest);
    return undefined;
  }

  remember(
    digest: string,
    caller: Caller,
    { exp, nbf, iat }: JsonObject,
    verifiedWith: VerifyingKey,
  ): void {
    this.#tokens?.set(digest, { caller, exp, nbf, iat, verifiedWith });
  }

  counts(): TokenMemoryCounts {
    return {
      entries: this.#tokens?.size ?? 0,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
    };
  }

  /** The tolerance is for clocks that differ, not for going on with what has expired: none here. */
  #stands(token: VerifiedToken): boolean {
    const { key, kid, source } = token.verifiedWith;
    const now = Date.now() / 1000;
    return (
      source.known(kid) === key &&
      now < token.caller.expiresAt &&
      timeFault(token, this.#clockSkewSeconds, now) === undefined
    );
  }
}
