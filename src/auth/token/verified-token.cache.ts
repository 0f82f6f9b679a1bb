import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import type { RemoteKeySet, SigningKey } from '../keys/index.js';
import type { JsonObject } from '../providers/index.js';
import type { TokenRules } from './access-token.checks.js';
import type { Caller } from '../caller.interface.js';
import { callerOf } from './caller.js';
import { claimsOf } from './compact-jws.js';

/** No token is kept longer than this, however long it is valid. */
const maxAgeMs = 5 * 60_000;
const defaults = { maxEntries: 5_000, maxTokenLength: 8 * 1024 };

/** The key that verified a token, where that key came from, and who issued the token. */
export interface VerifyingKey {
  readonly signingKey: SigningKey;
  readonly keySet: Pick<RemoteKeySet, 'get'>;
  readonly rules: TokenRules;
}

/** A token that a request presents, and its key in the cache: none, if it is too long to be kept. */
export interface PresentedToken {
  readonly token: string;
  readonly cacheKey: string | undefined;
}

/** What is checked when a verified token comes again. Thousands are kept, so it is little. */
interface VerifiedToken extends VerifyingKey {
  /** In seconds since 1970: where the clock is set back, a token may not have begun. */
  readonly validFrom: number;
  /** In seconds since 1970. */
  readonly expiresAt: number;
  /** In milliseconds of the monotonic clock. */
  readonly staleAt: number;
  /** Read from the token when it comes again: many never do, and a caller is most of what is kept. */
  caller: Caller | undefined;
}

/** How well the cache serves. */
export interface VerifiedTokenCounts {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
}

/**
 * Keeps tokens that were verified, so that a caller's next requests cost a digest instead of an
 * RSA operation. Whether a token has expired, and whether its key is still listed, is checked at
 * each use: a key that was withdrawn or replaced invalidates all of its tokens. Refusals and scope
 * decisions are never kept.
 *
 * Tokens are found by digest, so that a dump of the cache holds nothing that could be presented.
 */
@Injectable()
export class VerifiedTokenCache {
  readonly #tokens: LRUCache<string, VerifiedToken> | undefined;
  readonly #maxTokenLength: number;
  readonly #clockSkewSeconds: number;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor(@Inject(AUTH_OPTIONS) options: ResolvedAuthOptions) {
    const { maxEntries, maxTokenLength } = { ...defaults, ...options.verifiedTokens };
    this.#maxTokenLength = maxTokenLength;
    this.#clockSkewSeconds = options.clockSkewSeconds;
    if (maxEntries > 0) {
      this.#tokens = new LRUCache({
        max: maxEntries,
        dispose: (_token, _cacheKey, reason) => {
          if (reason === 'evict') {
            this.#evictions++;
          }
        },
      });
    }
  }

  /** A token with its key in this cache, for {@link get} and {@link set}. */
  present(token: string): PresentedToken {
    const kept = this.#tokens && token.length <= this.#maxTokenLength;
    return { token, cacheKey: kept ? hash('sha256', token, 'binary') : undefined };
  }

  /** Who is calling, if the token was verified a short while ago and nothing has changed since. */
  get({ token, cacheKey }: PresentedToken): Caller | undefined {
    if (!this.#tokens || cacheKey === undefined) {
      return undefined;
    }
    const verified = this.#tokens.get(cacheKey);
    if (verified && this.#stands(verified)) {
      this.#hits++;
      return (verified.caller ??= callerOf(claimsOf(token), verified.rules));
    }
    this.#misses++;
    if (verified) {
      this.#tokens.delete(cacheKey);
    }
    return undefined;
  }

  /** @param claims of the payload that the signature was verified over */
  set({ cacheKey }: PresentedToken, claims: JsonObject, verifiedWith: VerifyingKey): void {
    if (cacheKey === undefined) {
      return;
    }
    const { signingKey, keySet, rules } = verifiedWith;
    this.#tokens?.set(cacheKey, {
      signingKey,
      keySet,
      rules,
      validFrom: beginOf(claims) - this.#clockSkewSeconds,
      expiresAt: Number(claims['exp']),
      staleAt: Math.round(performance.now()) + maxAgeMs,
      caller: undefined,
    });
  }

  counts(): VerifiedTokenCounts {
    return {
      entries: this.#tokens?.size ?? 0,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
    };
  }

  /** The tolerance is for clocks that differ, not for going on with what has expired: none here. */
  #stands({ signingKey, keySet, validFrom, expiresAt, staleAt }: VerifiedToken): boolean {
    const now = Date.now() / 1000;
    const monotonicNow = performance.now();
    return (
      now >= validFrom &&
      now < expiresAt &&
      monotonicNow < staleAt &&
      keySet.get(signingKey.kid, monotonicNow) === signingKey
    );
  }
}

/** When a verified token begins to be valid, in seconds since 1970. */
function beginOf({ nbf, iat }: JsonObject): number {
  return Math.max(Number(nbf ?? 0), Number(iat ?? 0));
}
