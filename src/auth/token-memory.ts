import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { callerOf, type Caller } from './caller.js';
import { claimsOf, type JsonObject } from './compact-token.js';
import type { SigningKey } from './keys/key-set.js';
import type { KeySource } from './keys/key-source.js';
import { tokenProfile, type TokenProfile } from './profiles/index.js';

/** No token is remembered longer than this, however long it is valid. */
const longestMs = 5 * 60_000;
const defaults = { maxEntries: 5_000, maxTokenLength: 8 * 1024 };

/** The key that verified a token, and where that key came from. */
export interface VerifyingKey {
  readonly signingKey: SigningKey;
  readonly source: Pick<KeySource, 'known'>;
}

/** A token that a request presents, and under what it is remembered: nothing, if it is too long. */
export interface Presented {
  readonly token: string;
  readonly digest: string | undefined;
}

/** What is looked at when a verified token comes again. Thousands are kept, so it is little. */
interface VerifiedToken extends VerifyingKey {
  /** In seconds since 1970: where the clock is set back, a token may not have begun. */
  readonly validFrom: number;
  /** In seconds since 1970. */
  readonly expiresAt: number;
  /** In milliseconds of the monotonic clock. */
  readonly forgottenAt: number;
  /** Read from the token when it comes again: many never do, and a caller is most of what is kept. */
  caller: Caller | undefined;
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
  readonly #profile: TokenProfile;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor(@Inject(AUTH_OPTIONS) options: AuthOptions) {
    const { maxEntries, maxTokenLength } = { ...defaults, ...options.rememberedTokens };
    this.#maxTokenLength = maxTokenLength;
    this.#clockSkewSeconds = options.clockSkewSeconds;
    this.#profile = tokenProfile(options.token);
    if (maxEntries > 0) {
      this.#tokens = new LRUCache({
        max: maxEntries,
        dispose: (_token, _digest, reason) => {
          if (reason === 'evict') this.#evictions++;
        },
      });
    }
  }

  /** A token, ready to be recalled or remembered. */
  present(token: string): Presented {
    const remembered = this.#tokens && token.length <= this.#maxTokenLength;
    return { token, digest: remembered ? hash('sha256', token, 'binary') : undefined };
  }

  /** Who is calling, if the token was verified a short while ago and nothing has changed since. */
  recall({ token, digest }: Presented): Caller | undefined {
    if (!this.#tokens || digest === undefined) return undefined;
    const verified = this.#tokens.get(digest);
    if (verified && this.#stands(verified)) {
      this.#hits++;
      return (verified.caller ??= callerOf(claimsOf(token), this.#profile));
    }
    this.#misses++;
    if (verified) this.#tokens.delete(digest);
    return undefined;
  }

  /** @param claims of the payload that the signature was verified over */
  remember({ digest }: Presented, claims: JsonObject, { signingKey, source }: VerifyingKey): void {
    if (digest === undefined) return;
    this.#tokens?.set(digest, {
      signingKey,
      source,
      validFrom: beginOf(claims) - this.#clockSkewSeconds,
      expiresAt: Number(claims['exp']),
      forgottenAt: Math.round(performance.now()) + longestMs,
      caller: undefined,
    });
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
  #stands({ signingKey, source, validFrom, expiresAt, forgottenAt }: VerifiedToken): boolean {
    const now = Date.now() / 1000;
    const monotonicNow = performance.now();
    return (
      now >= validFrom &&
      now < expiresAt &&
      monotonicNow < forgottenAt &&
      source.known(signingKey.kid, monotonicNow) === signingKey
    );
  }
}

/** When a verified token begins to be valid, in seconds since 1970. */
function beginOf({ nbf, iat }: JsonObject): number {
  return Math.max(Number(nbf ?? 0), Number(iat ?? 0));
}
