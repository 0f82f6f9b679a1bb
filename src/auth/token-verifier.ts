import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { callerOf, type Caller } from './caller.js';
import { parseCompactToken, type JsonObject } from './compact-token.js';
import type { KeySource } from './keys/key-source.js';
import { SigningKeys } from './keys/signing-keys.js';
import { tokenProfile } from './profiles/index.js';
import { RefusedError, type TokenFault } from './refusal.js';
import {
  checkAudience,
  checkClient,
  checkHeader,
  checkOwnClaims,
  checkSubject,
  checkTimes,
  checkUnbound,
  checkVersion,
  type TokenCheck,
  type TokenRules,
} from './token-checks.js';
import type { VerifyingKey } from './token-memory.js';

/** What follows the issuer, which is checked with what is in memory, or else after the wait. */
const checksAfterIssuer: readonly TokenCheck[] = [
  checkAudience,
  checkVersion,
  checkTimes,
  checkOwnClaims,
  checkSubject,
  checkClient,
  checkUnbound,
];

/** Holds a token against every rule that is not the signature, and finds the key for that. */
@Injectable()
export class TokenVerifier {
  readonly #rules: TokenRules;

  constructor(
    @Inject(AUTH_OPTIONS) options: AuthOptions,
    private readonly signingKeys: SigningKeys,
  ) {
    this.#rules = {
      audience: options.audience,
      clockSkewSeconds: options.clockSkewSeconds,
      allowedClients:
        options.allowedClients &&
        new Set(options.allowedClients.map((client) => client.toLowerCase())),
      profile: tokenProfile(options.token),
    };
  }

  /**
   * The key that must have signed the token. Nothing is fetched and no key looked up for a token
   * that fails any other check.
   *
   * @throws {RefusedError} `invalid_token` or `keys_unavailable`
   */
  async keyFor(rawToken: string): Promise<VerifyingKey> {
    const token = parseCompactToken(rawToken);
    if (typeof token === 'string') throw invalid(token);
    const { profile } = this.#rules;
    const now = Math.floor(Date.now() / 1000);
    const run = (check: TokenCheck) => refuse(check(token, this.#rules, now));

    const named = profile.sourceOf(token.claims);
    const source = named && this.signingKeys.of(named);
    run(checkHeader);
    refuse(profile.checkIssuerShape(token.claims) ?? this.#checkKnownIssuer(token.claims, source));
    for (const check of checksAfterIssuer) run(check);

    if (!source) throw invalid('policy');
    if (source.issuer === undefined) {
      const issuer = await source.whenIssuerKnown();
      if (!profile.isIssuer(token.claims, issuer)) throw invalid('issuer');
    }
    const kid = String(token.header['kid']);
    const key = source.known(kid) ?? (await source.find(kid));
    if (!key) throw invalid('unknown_key');
    return { key, kid, source };
  }

  /** Who is calling, from the claims of a token whose signature has been verified. */
  callerOf(claims: JsonObject): Caller {
    return callerOf(claims, this.#rules.profile);
  }

  /** Against the issuer of the source that the token names; if it names none, against all of them. */
  #checkKnownIssuer(claims: JsonObject, source: KeySource | undefined): TokenFault | undefined {
    const { profile } = this.#rules;
    const candidates = source ? [source] : this.signingKeys.all();
    const refuted = candidates.every(
      ({ issuer }) => issuer !== undefined && !profile.isIssuer(claims, issuer),
    );
    return refuted ? 'issuer' : undefined;
  }
}

function refuse(fault: TokenFault | undefined): void {
  if (fault !== undefined) throw invalid(fault);
}

function invalid(reason: TokenFault): RefusedError {
  return new RefusedError({ kind: 'invalid_token', reason });
}
