import { Injectable } from '@nestjs/common';
import { SigningKeys, type KeySetCounts } from './keys/index.js';
import { AuthExceptionFactory } from './refusals/index.js';
import { VerifiedTokenCache, type VerifiedTokenCounts } from './token/index.js';

/** What authentication has done since the start, for metrics. */
export interface AuthCounts {
  /** By the name of the key set. */
  readonly keys: Readonly<Record<string, KeySetCounts>>;
  readonly verifiedTokens: VerifiedTokenCounts;
  /** By the code that the log gives as the reason. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** Gathers what the parts of authentication count. */
@Injectable()
export class AuthStatistics {
  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly cache: VerifiedTokenCache,
    private readonly exceptions: AuthExceptionFactory,
  ) {}

  read(): AuthCounts {
    return {
      keys: this.signingKeys.counts(),
      verifiedTokens: this.cache.counts(),
      refusals: this.exceptions.counts(),
    };
  }
}
