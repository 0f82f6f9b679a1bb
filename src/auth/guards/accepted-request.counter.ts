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
  /** By provider and client. Not by both in one text: it would be put together and hashed for each request. */
  readonly #counts = new Map<string, Map<string | null, { count: number }>>();
  #clients = 0;

  add({ provider, client }: Pick<Caller, 'provider' | 'client'>): void {
    const known = this.#counts.get(provider)?.get(client);
    if (known) {
      known.count++;
    } else if (this.#clients < maxClients || client === 'other') {
      this.#clients++;
      this.#countsOf(provider).set(client, { count: 1 });
    } else {
      this.add({ provider, client: 'other' });
    }
  }

  counts(): readonly AcceptedCount[] {
    return [...this.#counts].flatMap(([provider, clients]) =>
      Array.from(clients, ([client, { count }]) => ({ provider, client: client ?? '', count })),
    );
  }

  #countsOf(provider: string): Map<string | null, { count: number }> {
    const known = this.#counts.get(provider) ?? new Map<string | null, { count: number }>();
    this.#counts.set(provider, known);
    return known;
  }
}
