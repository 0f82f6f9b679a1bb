import { Injectable } from '@nestjs/common';
import type { KeySourceCounts } from './keys/key-source.js';
import { SigningKeys } from './keys/signing-keys.js';
import { RefusalAnswers } from './refusal-answers.js';
import { TokenMemory, type TokenMemoryCounts } from './token-memory.js';

/** What authentication has done since the start, for whoever publishes metrics. */
export interface AuthCounts {
  /** By the name of the source. */
  readonly keys: Readonly<Record<string, KeySourceCounts>>;
  readonly memory: TokenMemoryCounts;
  /** By the code that the log gives as the reason. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** Gathers what the parts of authentication count. */
@Injectable()
export class AuthStatistics {
  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly memory: TokenMemory,
    private readonly refusals: RefusalAnswers,
  ) {}

  read(): AuthCounts {
    return {
      keys: this.signingKeys.counts(),
      memory: this.memory.counts(),
      refusals: this.refusals.counts(),
    };
  }
}
