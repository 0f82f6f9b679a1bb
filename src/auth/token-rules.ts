import type { AuthOptions } from './auth.options.js';
import type { JsonObject } from './compact-token.js';
import { tokenProfile, type TokenProfile } from './profiles/index.js';
import type { TokenFault } from './refusal.js';
import {
  checkAudience,
  checkClient,
  checkOwnClaims,
  checkSubject,
  checkTimes,
  checkUnbound,
  checkVersion,
  type TokenCheck,
  type TokenRules,
} from './token-checks.js';

/** A check, and how a person calls it. */
export interface NamedCheck {
  readonly name: string;
  readonly check: TokenCheck;
}

/**
 * What follows the issuer, in this order. The guard runs it, and so does whatever explains a refusal:
 * there is one set of rules.
 */
export const checksAfterIssuer: readonly NamedCheck[] = [
  { name: 'audience', check: checkAudience },
  { name: 'version', check: checkVersion },
  { name: 'times', check: checkTimes },
  { name: 'policy and account', check: checkOwnClaims },
  { name: 'subject', check: checkSubject },
  { name: 'client', check: checkClient },
  { name: 'key binding', check: checkUnbound },
];

/** What the options of this module hold a token against. */
export function tokenRules({
  audience,
  clockSkewSeconds,
  allowedClients,
  token,
}: AuthOptions): TokenRules {
  return {
    audience,
    clockSkewSeconds,
    allowedClients: allowedClients && new Set(allowedClients.map((client) => client.toLowerCase())),
    profile: tokenProfile(token),
  };
}

/**
 * Whether `iss` is announced by none of the sources that the token can be from. A source that has
 * not been reached yet could announce anything, so it refutes nothing.
 *
 * @param announced the issuer of each source; undefined where it is not known
 */
export function announcedIssuerFault(
  claims: JsonObject,
  profile: TokenProfile,
  announced: readonly (string | undefined)[],
): TokenFault | undefined {
  const refuted = announced.every(
    (issuer) => issuer !== undefined && !profile.isIssuer(claims, issuer),
  );
  return refuted ? 'issuer' : undefined;
}
