import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { EncryptedCookies } from '../cookies/index.js';
import type { AuthorizationSecrets } from '../provider/index.js';

/** An authorization request whose response has not arrived yet. */
export interface PendingAuthorization extends AuthorizationSecrets {
  readonly flow: UserFlow;
  /** The page to return to afterwards. */
  readonly returnTo: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The notice to show once it is done. */
  readonly notice?: string | undefined;
}

/** As long as the provider keeps a code, and a person a sign-in page open. */
const lifetimeSeconds = 30 * 60;

/** Servers refuse requests with more than 16 kB of headers: with more or longer ones the oldest go. */
const maxCookies = 10;
const maxCookiesLength = 8_000;

const namePrefix = 'sign-in-';

/** How many used states are remembered. */
const maxUsedStates = 10_000;

/**
 * Pending authorizations, each in an encrypted cookie of the browser that it was started in. Nothing is
 * stored here, so however many strangers start sign-ins, they end nobody else's; and a response is
 * accepted in the browser of the request only (OAuth 2.0 Security BCP, RFC 9700 section 4.7).
 */
@Injectable()
export class PendingAuthorizationStore {
  readonly #cookies: EncryptedCookies;

  /**
   * A state can be used once, even by somebody who has a copy of the cookie. Of more than are remembered
   * here, or in another process, the provider refuses the code, which can be used once, too.
   */
  readonly #used = new LRUCache<string, true>({ max: maxUsedStates, ttl: lifetimeSeconds * 1000 });

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#cookies = new EncryptedCookies(settings);
  }

  /** Every tab has a cookie of its own: sign-ins that start at the same time do not overwrite another. */
  async save(
    request: FastifyRequest,
    reply: FastifyReply,
    pending: PendingAuthorization,
  ): Promise<void> {
    await this.#clearOldest(request, reply);
    await this.#cookies.write(reply, nameOf(pending.state), pending, lifetimeSeconds);
  }

  /** The pending authorization of a state, which is used up. */
  async take(
    request: FastifyRequest,
    reply: FastifyReply,
    state: string,
  ): Promise<PendingAuthorization | undefined> {
    const name = nameOf(state);
    const pending = await this.#read(request, name);
    if (!pending || pending.state !== state || this.#used.has(name)) {
      return undefined;
    }
    this.#used.set(name, true);
    this.#cookies.clear(reply, name);
    return pending;
  }

  async #read(request: FastifyRequest, name: string): Promise<PendingAuthorization | undefined> {
    const pending = await this.#cookies.read<PendingAuthorization>(request, name);
    const isPending = pending && Date.now() - pending.startedAt < lifetimeSeconds * 1000;
    return isPending ? pending : undefined;
  }

  /** Leaves room for one more. */
  async #clearOldest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const cookies = this.#cookies.list(request, namePrefix);
    const dated = await Promise.all(
      // More than a browser can have of them are not decrypted: somebody made them up.
      cookies.map(async ({ name, length }, index) => {
        const pending = index < 2 * maxCookies ? await this.#read(request, name) : undefined;
        return { name, length, startedAt: pending?.startedAt ?? 0 };
      }),
    );
    let [count, total] = [0, 0];
    for (const { name, length, startedAt } of dated.toSorted((a, b) => b.startedAt - a.startedAt)) {
      count += 1;
      total += length;
      if (startedAt === 0 || count >= maxCookies || total > maxCookiesLength) {
        this.#cookies.clear(reply, name);
      }
    }
  }
}

/** The state itself is in the address of the response, the name of its cookie need not be. */
function nameOf(state: string): string {
  return namePrefix + createHash('sha256').update(state).digest('hex').slice(0, 16);
}
