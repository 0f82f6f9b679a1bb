import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { SigningKeys, type RemoteKeySet } from '../keys/index.js';
import type { JsonObject } from '../providers/index.js';
import { RefusedError, type TokenFault } from '../refusals/index.js';
import { checkHeader, tokenRules } from './access-token.checks.js';
import { parseCompactJws, type CompactJws } from './compact-jws.js';
import { TrustedProvider } from './trusted-provider.js';
import type { VerifyingKey } from './verified-token.cache.js';

/** A provider that a token may be of, and the key set that it then refers to. */
interface Candidate {
  readonly provider: TrustedProvider;
  readonly keySet: RemoteKeySet;
}

/**
 * Checks everything about an access token but its signature, and finds the key for that. The exact issuer
 * chooses one provider, and that one alone judges: by its own audience, policies, clients and keys.
 */
@Injectable()
export class AccessTokenValidator {
  readonly #providers: readonly TrustedProvider[];

  constructor(@Inject(AUTH_OPTIONS) options: ResolvedAuthOptions, signingKeys: SigningKeys) {
    if (options.providers.length === 0) {
      throw new TypeError('the options of AuthModule name no identity provider');
    }
    this.#providers = options.providers.map(
      (provider) => new TrustedProvider(tokenRules(options, provider), signingKeys),
    );
  }

  /**
   * The key that must have signed the token: at once when it is in memory, as it nearly always is.
   * Nothing is fetched and no key looked up for a token that fails any other check.
   *
   * @throws {RefusedError} `invalid_token` or `keys_unavailable`
   */
  resolveSigningKey(rawToken: string): VerifyingKey | Promise<VerifyingKey> {
    const token = parseCompactJws(rawToken);
    if (typeof token === 'string') {
      throw invalid(token);
    }
    const headerFault = checkHeader(token);
    if (headerFault) {
      throw invalid(headerFault);
    }
    const now = Math.floor(Date.now() / 1000);
    const provider = this.#judgeOf(token.claims);
    if (provider) {
      return provider.resolveSigningKey(token, provider.check(token, now));
    }
    return this.#waitForProvider(token, this.#candidatesFor(token, now));
  }

  /** The provider that judges, where that can be said now. */
  #judgeOf(claims: JsonObject): TrustedProvider | undefined {
    const [only, ...others] = this.#providers;
    if (only && others.length === 0) {
      return only;
    }
    const announcing = this.#providers.filter((provider) => provider.announcesIssuerOf(claims));
    const fitting = announcing.find(
      ({ rules }) => rules.provider.checkIssuerShape(claims) === undefined,
    );
    return fitting ?? announcing[0];
  }

  /**
   * The providers whose metadata has not been fetched yet, and whose token it may be as far as can be told.
   *
   * @throws {RefusedError} when it can be nobody's
   */
  #candidatesFor(token: CompactJws, now: number): Candidate[] {
    const undecided = this.#providers.filter((provider) =>
      provider.mayAnnounceIssuerOf(token.claims),
    );
    const refusals: RefusedError[] = [];
    const candidates = undecided.flatMap((provider) => {
      try {
        return [{ provider, keySet: provider.check(token, now) }];
      } catch (error) {
        if (!(error instanceof RefusedError)) {
          throw error;
        }
        refusals.push(error);
        return [];
      }
    });
    if (candidates.length > 0) {
      return candidates;
    }
    throw refusals[0] ?? invalid(this.#isOfVersion1(token.claims) ? 'v1_token' : 'issuer');
  }

  /** Whether it is the commonest mistake: a token of version 1 for a tenant that is trusted. */
  #isOfVersion1(claims: JsonObject): boolean {
    return this.#providers.some(
      ({ rules: { provider } }) =>
        provider.checkIssuerShape(claims) === 'v1_token' &&
        provider.checkIssuerShape({ ...claims, ver: provider.version }) === undefined,
    );
  }

  /** The first provider whose metadata says that it is the issuer judges; the others delay nothing. */
  async #waitForProvider(
    token: CompactJws,
    candidates: readonly Candidate[],
  ): Promise<VerifyingKey> {
    const found = candidates.map(async ({ provider, keySet }) => ({
      provider: await provider.waitAndCheckIssuer(token, keySet),
      keySet,
    }));
    const { provider, keySet } = await Promise.any(found).catch((error: unknown) => {
      throw error instanceof AggregateError ? mostTelling(error.errors) : error;
    });
    return provider.resolveSigningKey(token, keySet);
  }
}

/** One that cannot be reached could still be the issuer; only if all have denied it, nobody is. */
function mostTelling(errors: readonly unknown[]): unknown {
  const unavailable = errors.find(
    (error) => !(error instanceof RefusedError) || error.refusal.kind === 'keys_unavailable',
  );
  return unavailable ?? errors[0];
}

function invalid(reason: TokenFault): RefusedError {
  return new RefusedError({ kind: 'invalid_token', reason });
}
