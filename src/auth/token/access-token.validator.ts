import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from '../auth.options.js';
import { SigningKeys, type RemoteKeySet } from '../keys/index.js';
import type { JsonObject } from '../providers/index.js';
import { RefusedError, type TokenFault } from '../refusals/index.js';
import {
  announcedIssuerFault,
  checkHeader,
  checksAfterIssuer,
  tokenRules,
  type TokenRules,
} from './access-token.checks.js';
import { parseCompactJws, type CompactJws } from './compact-jws.js';
import type { VerifyingKey } from './verified-token.cache.js';

/** Checks everything about an access token but its signature, and finds the key for that. */
@Injectable()
export class AccessTokenValidator {
  readonly #rules: TokenRules;

  constructor(
    @Inject(AUTH_OPTIONS) options: AuthOptions,
    private readonly signingKeys: SigningKeys,
  ) {
    const [provider] = options.providers;
    if (!provider) {
      throw new TypeError('the options of AuthModule name no identity provider');
    }
    this.#rules = tokenRules(options, provider);
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
    const keySet = this.#check(token);
    const kid = String(token.header['kid']);
    const signingKey = keySet.issuer === undefined ? undefined : keySet.get(kid);
    return signingKey
      ? this.#accept(token, { signingKey, keySet })
      : this.#waitForKey(token, kid, keySet);
  }

  /** Runs every check that what is in memory allows, and returns where the key must come from. */
  #check(token: CompactJws): RemoteKeySet {
    const { provider } = this.#rules;
    const now = Math.floor(Date.now() / 1000);
    const named = provider.keySetOf(token.claims);
    const keySet = named && this.signingKeys.of(named);
    refuse(checkHeader(token));
    refuse(provider.checkIssuerShape(token.claims) ?? this.#checkIssuer(token.claims, keySet));
    for (const { check } of checksAfterIssuer) {
      refuse(check(token, this.#rules, now));
    }
    if (!keySet) {
      throw invalid('policy');
    }
    return keySet;
  }

  async #waitForKey(token: CompactJws, kid: string, keySet: RemoteKeySet): Promise<VerifyingKey> {
    const issuer = await keySet.whenIssuerKnown();
    if (!this.#rules.provider.isIssuer(token.claims, issuer)) {
      throw invalid('issuer');
    }
    const signingKey = await keySet.find(kid);
    if (!signingKey) {
      throw invalid('unknown_key');
    }
    return this.#accept(token, { signingKey, keySet });
  }

  /** Many tenants may share a set of keys; each key signs only for the issuer that it names. */
  #accept({ claims }: CompactJws, found: Omit<VerifyingKey, 'provider'>): VerifyingKey {
    const { provider } = this.#rules;
    if (!provider.acceptsKeyOf(claims, found.signingKey.issuer)) {
      throw invalid('key_issuer');
    }
    return { ...found, provider };
  }

  /** Against the issuer of the key set that the token refers to; if it refers to none, against all. */
  #checkIssuer(claims: JsonObject, keySet: RemoteKeySet | undefined): TokenFault | undefined {
    const { provider } = this.#rules;
    const candidates = keySet
      ? [keySet]
      : provider.keySets.map((options) => this.signingKeys.of(options));
    const announced = candidates.map(({ issuer }) => issuer);
    return announcedIssuerFault(claims, provider, announced);
  }
}

function refuse(fault: TokenFault | undefined): void {
  if (fault !== undefined) {
    throw invalid(fault);
  }
}

function invalid(reason: TokenFault): RefusedError {
  return new RefusedError({ kind: 'invalid_token', reason });
}
