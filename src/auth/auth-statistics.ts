import { Injectable } from '@nestjs/common';
import { AcceptedRequestCounter, type AcceptedCount } from './guards/index.js';
import { SigningKeys, type ProviderKeySetCounts } from './keys/index.js';
import { AuthExceptionFactory, type RefusalCount } from './refusals/index.js';
import { VerifiedTokenCache, type VerifiedTokenCounts } from './token/index.js';

/** What authentication has done since the start, for metrics. */
export interface AuthCounts {
  readonly keys: readonly ProviderKeySetCounts[];
  readonly verifiedTokens: VerifiedTokenCounts;
  readonly refusals: readonly RefusalCount[];
  /** Requests whose token was accepted, by the provider and the client that it was issued to. */
  readonly accepted: readonly AcceptedCount[];
}

/** Gathers what the parts of authentication count. */
@Injectable()
export class AuthStatistics {
  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly cache: VerifiedTokenCache,
    private readonly exceptions: AuthExceptionFactory,
    private readonly accepted: AcceptedRequestCounter,
  ) {}

  read(): AuthCounts {
    return {
      keys: this.signingKeys.counts(),
      verifiedTokens: this.cache.counts(),
      refusals: this.exceptions.counts(),
      accepted: this.accepted.counts(),
    };
  }
}
