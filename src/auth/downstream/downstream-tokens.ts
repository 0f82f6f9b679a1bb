import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { RefusedError } from '../refusals/index.js';
import type { Caller } from '../token/index.js';
import { DOWNSTREAM_OPTIONS, type DownstreamOptions } from './downstream.options.js';
import { exchangeRefusal } from './exchange-refusal.js';
import { authorityOf, MsalClients } from './msal-clients.js';

/** A token is not used in its last minute: the other API's clock may be ahead. */
const marginMs = 60_000;

/** What a token is asked for. */
export interface DownstreamTokenRequest {
  /** Full names, such as `https://graph.microsoft.com/User.Read`. */
  readonly scopes: readonly string[];
  /** A claims request of the other API, as JSON. Such a token is always asked for anew. */
  readonly claims?: string | undefined;
}

/** Exchanges tokens of callers for tokens of other APIs, and keeps those for each person. */
@Injectable()
export class DownstreamTokens {
  readonly #tokens: LRUCache<string, string>;
  readonly #inFlight = new Map<string, Promise<string>>();

  constructor(
    @Inject(AUTH_OPTIONS) private readonly auth: ResolvedAuthOptions,
    @Inject(DOWNSTREAM_OPTIONS) { maxTokens = 1_000 }: DownstreamOptions,
    private readonly clients: MsalClients,
  ) {
    this.#tokens = new LRUCache({ max: maxTokens });
  }

  /**
   * @throws {TypeError} where the provider of the caller has no on-behalf-of flow, or the caller is an application
   * @throws {RefusedError} where the person has to sign in again, or to consent, and where the provider does not answer
   */
  get(caller: Caller, assertion: string, request: DownstreamTokenRequest): Promise<string> {
    const key = cacheKey(caller, request.scopes);
    const known = request.claims === undefined ? this.#tokens.get(key) : undefined;
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    const flight = `${key}|${request.claims ?? ''}`;
    const found =
      this.#inFlight.get(flight) ??
      this.#exchange(caller, assertion, request, key).finally(() => this.#inFlight.delete(flight));
    this.#inFlight.set(flight, found);
    return found;
  }

  async #exchange(
    caller: Caller,
    assertion: string,
    { scopes, claims }: DownstreamTokenRequest,
    key: string,
  ): Promise<string> {
    const provider = this.auth.providers.find(({ name }) => name === caller.provider);
    if (!provider) {
      throw new TypeError(`there is no provider "${caller.provider}"`);
    }
    const client = this.clients.of(provider, caller.tenant);
    if (caller.isApp) {
      throw new TypeError('the token of an application cannot be exchanged: nobody is behind it');
    }
    try {
      const result = await client.acquireTokenOnBehalfOf({
        oboAssertion: assertion,
        scopes: [...scopes],
        authority: authorityOf(provider, caller.tenant),
        skipCache: true,
        ...(claims !== undefined && { claims }),
      });
      if (!result) {
        throw new TypeError('MSAL returned no token');
      }
      this.#keep(key, result.accessToken, result.expiresOn);
      return result.accessToken;
    } catch (error) {
      const refusal = exchangeRefusal(error, caller);
      throw refusal ? new RefusedError(refusal, caller.provider) : error;
    } finally {
      // MSAL keeps every token of everybody for good, and nothing here asks it for one.
      client.clearCache();
    }
  }

  #keep(key: string, token: string, expiresOn: Date | null): void {
    const ttl = (expiresOn?.getTime() ?? 0) - Date.now() - marginMs;
    if (ttl > 0) {
      this.#tokens.set(key, token, { ttl });
    }
  }
}

/** Whose token it is, and for what. A sign-in that satisfied more contexts has another one. */
function cacheKey(caller: Caller, scopes: readonly string[]): string {
  const { provider, client, tenant, objectId, subject, authContexts } = caller;
  const person = [provider, tenant, objectId ?? subject, client];
  return JSON.stringify([person, authContexts.toSorted(), scopes.toSorted()]);
}
