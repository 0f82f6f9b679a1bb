import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { Caller } from './caller.js';
import type { JsonObject } from './compact-token.js';
import type { SigningKey } from './keys/key-set.js';
import type { KeySource } from './keys/key-source.js';

/** No token is remembered longer than this, however long it is valid. */
const longestMs = 5 * 60_000;
const defaults = { maxEntries: 5_000, maxTokenLength: 8 * 1024 };

/** The key that verified a token, and where that key came from. */
export interface VerifyingKey {
  readonly signingKey: SigningKey;
  readonly source: Pick<KeySource, 'known'>;
}

/** What has been found out about a verified token, and only what is looked at again: thousands are kept. */
interface VerifiedToken extends VerifyingKey {
  readonly caller: Caller;
  /** In seconds since 1970: where the clock is set back, a token may not have begun. */
  readonly validFrom: number;
  /** In milliseconds of the monotonic clock. */
  readonly forgottenAt: number;
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
    claims: JsonObject,
    { signingKey, source }: VerifyingKey,
  ): void {
    const validFrom = beginOf(claims) - this.#clockSkewSeconds;
    const forgottenAt = Math.round(performance.now()) + longestMs;
    this.#tokens?.set(digest, { caller, validFrom, forgottenAt, signingKey, source });
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
  #stands({ caller, validFrom, forgottenAt, signingKey, source }: VerifiedToken): boolean {
    const now = Date.now() / 1000;
    return (
      now >= validFrom &&
      now < caller.expiresAt &&
      performance.now() < forgottenAt &&
      source.known(signingKey.kid) === signingKey
    );
  }
}

/** When a verified token begins to be valid, in seconds since 1970. */
function beginOf({ nbf, iat }: JsonObject): number {
  return Math.max(Number(nbf ?? 0), Number(iat ?? 0));
}
