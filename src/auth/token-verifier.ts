import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { callerOf, type Caller } from './caller.js';
import { parseCompactToken, type CompactToken, type JsonObject } from './compact-token.js';
import type { KeySource } from './keys/key-source.js';
import { SigningKeys } from './keys/signing-keys.js';
import { RefusedError, type TokenFault } from './refusal.js';
import { checkHeader, type TokenRules } from './token-checks.js';
import type { VerifyingKey } from './token-memory.js';
import { announcedIssuerFault, checksAfterIssuer, tokenRules } from './token-rules.js';

/** Holds a token against every rule that is not the signature, and finds the key for that. */
@Injectable()
export class TokenVerifier {
  readonly #rules: TokenRules;

  constructor(
    @Inject(AUTH_OPTIONS) options: AuthOptions,
    private readonly signingKeys: SigningKeys,
  ) {
    this.#rules = tokenRules(options);
  }

  /**
   * The key that must have signed the token: at once when it is in memory, as it nearly always is.
   * Nothing is fetched and no key looked up for a token that fails any other check.
   *
   * @throws {RefusedError} `invalid_token` or `keys_unavailable`
   */
  keyFor(rawToken: string): VerifyingKey | Promise<VerifyingKey> {
    const token = parseCompactToken(rawToken);
    if (typeof token === 'string') throw invalid(token);
    const source = this.#check(token);
    const kid = String(token.header['kid']);
    const signingKey = source.issuer === undefined ? undefined : source.known(kid);
    return signingKey
      ? this.#accept(token, { signingKey, source })
      : this.#waitForKey(token, kid, source);
  }

  /** Runs every check that what is in memory allows, and returns where the key must come from. */
  #check(token: CompactToken): KeySource {
    const { profile } = this.#rules;
    const now = Math.floor(Date.now() / 1000);
    const named = profile.sourceOf(token.claims);
    const source = named && this.signingKeys.of(named);
    refuse(checkHeader(token, this.#rules, now));
    refuse(profile.checkIssuerShape(token.claims) ?? this.#checkKnownIssuer(token.claims, source));
    for (const { check } of checksAfterIssuer) refuse(check(token, this.#rules, now));
    if (!source) throw invalid('policy');
    return source;
  }

  async #waitForKey(token: CompactToken, kid: string, source: KeySource): Promise<VerifyingKey> {
    const issuer = await source.whenIssuerKnown();
    if (!this.#rules.profile.isIssuer(token.claims, issuer)) throw invalid('issuer');
    const signingKey = await source.find(kid);
    if (!signingKey) throw invalid('unknown_key');
    return this.#accept(token, { signingKey, source });
  }

  /** Many tenants may share a set of keys; each signs for those only that are written on it. */
  #accept({ claims }: CompactToken, found: VerifyingKey): VerifyingKey {
    if (!this.#rules.profile.acceptsKeyOf(claims, found.signingKey.issuer)) {
      throw invalid('key_issuer');
    }
    return found;
  }

  /** Who is calling, from the claims of a token whose signature has been verified. */
  callerOf(claims: JsonObject): Caller {
    return callerOf(claims, this.#rules.profile);
  }

  /** Against the issuer of the source that the token names; if it names none, against all of them. */
  #checkKnownIssuer(claims: JsonObject, source: KeySource | undefined): TokenFault | undefined {
    const candidates = source ? [source] : this.signingKeys.all();
    const announced = candidates.map(({ issuer }) => issuer);
    return announcedIssuerFault(claims, this.#rules.profile, announced);
  }
}

function refuse(fault: TokenFault | undefined): void {
  if (fault !== undefined) throw invalid(fault);
}

function invalid(reason: TokenFault): RefusedError {
  return new RefusedError({ kind: 'invalid_token', reason });
}
