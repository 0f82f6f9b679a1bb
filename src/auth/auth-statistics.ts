import { Injectable } from '@nestjs/common';
import type { KeySourceCounts } from './keys/key-source.js';
import { SigningKeys } from './keys/signing-keys.js';
import { TokenMemory, type TokenMemoryCounts } from './token-memory.js';

/** What authentication has done since the start, for whoever publishes metrics. */
export interface AuthCounts {
  /** By the name of the source. */
  readonly keys: Readonly<Record<string, KeySourceCounts>>;
  readonly memory: TokenMemoryCounts;
  /** By the code that the log gives as the reason. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** Counts refusals, and gathers what the others count. */
@Injectable()
export class AuthStatistics {
  readonly #refusals = new Map<string, number>();

  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly memory: TokenMemory,
  ) {}

  countRefusal(reason: string): void {
    this.#refusals.set(reason, (this.#refusals.get(reason) ?? 0) + 1);
  }

  read(): AuthCounts {
    return {
      keys: this.signingKeys.counts(),
      memory: this.memory.counts(),
      refusals: Object.fromEntries(this.#refusals),
    };
  }
}
