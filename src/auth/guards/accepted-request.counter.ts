import { Injectable } from '@nestjs/common';
import type { Caller } from '../token/index.js';

/** How often a provider's token was accepted that was issued to a client. */
export interface AcceptedCount {
  readonly provider: string;
  /** `other` for all beyond the first hundred, so that a tenant with many clients floods no metrics. */
  readonly client: string;
  readonly count: number;
}

const maxClients = 100;

/** Counts accepted requests, which shows during a move who still comes from the old provider. */
@Injectable()
export class AcceptedRequestCounter {
  readonly #counts = new Map<string, { provider: string; client: string; count: number }>();

  add({ provider, client }: Pick<Caller, 'provider' | 'client'>): void {
    const known = this.#counts.get(`${provider}|${client}`);
    if (known) {
      known.count++;
    } else if (this.#counts.size < maxClients || client === 'other') {
      this.#counts.set(`${provider}|${client}`, { provider, client: client ?? '', count: 1 });
    } else {
      this.add({ provider, client: 'other' });
    }
  }

  counts(): readonly AcceptedCount[] {
    return [...this.#counts.values()];
  }
}
