import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { callerOf, type Caller } from './caller.js';
import { parseCompactToken, type JsonObject } from './compact-token.js';
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
import type { VerifiedToken } from './token-memory.js';

/** The issuer is checked with what is in memory; when that is nothing yet, once more after the wait. */
const checksBeforeIssuer: readonly TokenCheck[] = [checkHeader];
const checksAfterIssuer: readonly TokenCheck[] = [
  checkAudience,
  checkVersion,
  checkTimes,
  checkOwnClaims,
  checkSubject,
  checkClient,
  checkUnbound,
];

/** The key that must have signed a token, and where it came from. */
export type VerifyingKey = Pick<VerifiedToken, 'key' | 'kid' | 'source'>;

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

    checksBeforeIssuer.forEach(run);
    refuse(profile.checkIssuerShape(token.claims) ?? this.#checkKnownIssuer(token.claims));
    checksAfterIssuer.forEach(run);

    const source = profile.sourceOf(token.claims);
    if (!source) throw invalid('issuer');
    const keys = this.signingKeys.of(source);
    const issuer = keys.issuer ?? (await keys.whenIssuerKnown());
    if (!profile.isIssuer(token.claims, issuer)) throw invalid('issuer');
    const kid = String(token.header['kid']);
    const key = keys.known(kid) ?? (await keys.find(kid));
    if (!key) throw invalid('unknown_key');
    return { key, kid, source: keys };
  }

  /** Who is calling, from the claims of a token whose signature has been verified. */
  callerOf(claims: JsonObject): Caller {
    return callerOf(claims, this.#rules.profile);
  }

  #checkKnownIssuer(claims: JsonObject): TokenFault | undefined {
    const { known, complete } = this.signingKeys.issuers();
    const matches = known.some((issuer) => this.#rules.profile.isIssuer(claims, issuer));
    return complete && !matches ? 'issuer' : undefined;
  }
}

function refuse(fault: TokenFault | undefined): void {
  if (fault !== undefined) throw invalid(fault);
}

function invalid(reason: TokenFault): RefusedError {
  return new RefusedError({ kind: 'invalid_token', reason });
}
