import type { ResolvedAuthOptions, ProviderOptions } from '../auth.options.js';
import {
  clientOf,
  createProviderRules,
  isSameId,
  type ProviderRules,
  type JsonObject,
} from '../providers/index.js';
import { formerOwnerIn, grantedScopes, identityIn, type FormerOwner } from './caller.js';
import type { TokenFault } from '../refusals/index.js';
import type { CompactJws } from './compact-jws.js';

/** What a token is checked against. */
export interface TokenRules {
  readonly audience: string;
  readonly audiences: readonly string[];
  readonly clockSkewSeconds: number;
  readonly allowedClients: ReadonlySet<string> | undefined;
  readonly formerOwner: FormerOwner | undefined;
  readonly provider: ProviderRules;
  /** Reads claims of the application's own. */
  readonly customClaims: ((claims: JsonObject) => unknown) | undefined;
}

/** The rules of one of the providers in the options of this module. */
export function tokenRules(
  {
    clockSkewSeconds,
    customClaims,
  }: Pick<ResolvedAuthOptions, 'clockSkewSeconds' | 'customClaims'>,
  provider: ProviderOptions,
): TokenRules {
  const { audience, audiences = [], allowedClients, formerOwner } = provider;
  return {
    audience,
    audiences: [audience, ...audiences],
    clockSkewSeconds,
    allowedClients: allowedClients && new Set(allowedClients.map((client) => client.toLowerCase())),
    formerOwner,
    provider: createProviderRules(provider),
    customClaims,
  };
}

/** One check of a token that needs neither keys nor the network. */
type TokenCheck = (
  token: CompactJws,
  rules: TokenRules,
  nowSeconds: number,
) => TokenFault | undefined;

/**
 * The header says how to verify, never with what: `jwk`, `jku`, `x5u` and `x5c` are not looked at
 * (RFC 8725 sections 3.1 and 3.10). `crit` and `b64` would change what the signature covers.
 */
export function checkHeader({ header }: CompactJws): TokenFault | undefined {
  if (header['alg'] !== 'RS256') {
    return 'header_algorithm';
  }
  const type = header['typ'];
  if (type !== undefined && type !== 'JWT' && type !== 'at+jwt') {
    return 'header_type';
  }
  if ('crit' in header || 'b64' in header) {
    return 'header_extension';
  }
  return typeof header['kid'] === 'string' ? undefined : 'header_key_id';
}

/**
 * Whether `iss` is announced by none of the key sets that the token can be of. A key set whose metadata
 * has not been fetched yet could announce anything, so it refutes nothing.
 *
 * @param announced the issuer of each key set; undefined where it is not known
 */
export function announcedIssuerFault(
  claims: JsonObject,
  provider: ProviderRules,
  announced: readonly (string | undefined)[],
): TokenFault | undefined {
  const refuted = announced.every(
    (issuer) => issuer !== undefined && !provider.isIssuer(claims, issuer),
  );
  return refuted ? 'issuer' : undefined;
}

/** Only ever one audience: a token for several resources could be replayed by any of them. */
const checkAudience: TokenCheck = ({ claims }, { audiences }) => {
  const aud = claims['aud'];
  const only: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  return audiences.some((audience) => isSameId(only, audience)) ? undefined : 'audience';
};

/** The version of tokens that the provider issues. */
const checkVersion: TokenCheck = ({ claims }, { provider }) =>
  claims['ver'] === provider.version ? undefined : 'version';

/** RFC 7519 sections 4.1.4 to 4.1.6. A token that never expires is not accepted. */
const checkTimes: TokenCheck = ({ claims }, { clockSkewSeconds: skew }, now) => {
  const { exp, nbf, iat } = claims;
  if (!isTime(exp)) {
    return 'expiry_missing';
  }
  if (now >= exp + skew) {
    return 'expired';
  }
  if (nbf !== undefined && !(isTime(nbf) && now >= nbf - skew)) {
    return 'not_yet_valid';
  }
  if (iat !== undefined && !(isTime(iat) && now >= iat - skew)) {
    return 'issued_in_future';
  }
  return undefined;
};

/** The user flow and the tenant, where only one kind of provider names them. */
const checkPolicy: TokenCheck = ({ claims }, { provider }) => provider.checkPolicy(claims);

/** One of `sub` and `oid` must tell who it is, since resources are owned by it. */
const checkSubject: TokenCheck = ({ claims }) =>
  identityIn(claims) === undefined ? 'subject' : undefined;

/** A claim that says what somebody owned before must be readable: else they would own something else. */
const checkFormerOwner: TokenCheck = ({ claims }, { formerOwner }) =>
  formerOwner === undefined ||
  !Object.hasOwn(claims, formerOwner.claim) ||
  formerOwnerIn(claims, formerOwner) !== undefined
    ? undefined
    : 'former_owner';

/** A token that grants nothing is no access token: an ID token, for example. */
const checkPermission: TokenCheck = ({ claims }, { provider }) => {
  const granted = provider.appPermissionsOf(claims) ?? grantedScopes(claims);
  return granted.length > 0 ? undefined : 'no_permission';
};

/** A member of the tenant, or a guest. */
const checkAccount: TokenCheck = ({ claims }, { provider }) => provider.checkAccount(claims);

/** The client that the token was issued to: `azp`, in older tokens `appid`. */
const checkClient: TokenCheck = ({ claims }, { allowedClients }) => {
  if (!allowedClients) {
    return undefined;
  }
  const client = clientOf(claims);
  return client !== null && allowedClients.has(client.toLowerCase()) ? undefined : 'client';
};

/** A token bound to a key (RFC 7800) proves nothing without that key, so it is no bearer token. */
const checkUnbound: TokenCheck = ({ claims }) => ('cnf' in claims ? 'key_bound' : undefined);

/**
 * What follows the issuer, in this order. The guard runs it, and so does every tool that explains a
 * refusal: there is one set of rules.
 */
export const checksAfterIssuer = [
  { name: 'audience', check: checkAudience },
  { name: 'version', check: checkVersion },
  { name: 'times', check: checkTimes },
  { name: 'policy', check: checkPolicy },
  { name: 'subject', check: checkSubject },
  { name: 'former owner', check: checkFormerOwner },
  { name: 'permission', check: checkPermission },
  { name: 'account', check: checkAccount },
  { name: 'client', check: checkClient },
  { name: 'key binding', check: checkUnbound },
] as const satisfies readonly { readonly name: string; readonly check: TokenCheck }[];

/** The checks that are listed above, by name. */
export type TokenCheckName = (typeof checksAfterIssuer)[number]['name'];

/** The farthest second that a `Date` can hold. */
const maxTime = 8_640_000_000_000;

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= maxTime;
}
