import { verify } from 'node:crypto';
import {
  announcedIssuerFault,
  checkHeader,
  checksAfterIssuer,
  parseCompactToken,
  RefusedError,
  type CompactToken,
  type KeySource,
  type TokenFault,
  type TokenRules,
} from '../auth/index.js';

/** How one check went: with a fault, or left undone for a reason, or passed. */
export interface Outcome {
  readonly check: string;
  readonly fault?: TokenFault | undefined;
  readonly notChecked?: string | undefined;
}

/** What there is to say of a token. */
export interface Examination {
  /** Nothing where the token could not be taken apart. */
  readonly token?: CompactToken;
  /** In the order of the guard, so that the first fault is the one which its log would name. */
  readonly outcomes: readonly Outcome[];
}

/** The part of a source of keys that an examination needs. */
export type Keys = Pick<KeySource, 'name' | 'issuer' | 'find'>;

const offline = 'nothing was fetched (--no-fetch)';

/**
 * Runs the checks of the guard one at a time, and goes on after one that fails.
 *
 * @param sources the provider's sources of keys, after their first answer; undefined to stay offline
 */
export async function examineToken(
  rawToken: string,
  rules: TokenRules,
  sources: readonly Keys[] | undefined,
): Promise<Examination> {
  const token = parseCompactToken(rawToken);
  if (typeof token === 'string') return { outcomes: [{ check: 'form', fault: token }] };
  const now = Math.floor(Date.now() / 1000);
  const header = { check: 'header', fault: checkHeader(token, rules, now) };
  const issuer = examineIssuer(token, rules, sources);
  const claims = checksAfterIssuer.map(({ name, check }) => ({
    check: name,
    fault: check(token, rules, now),
  }));
  const before = [header, issuer, ...claims];
  const signature = await examineSignature(rawToken, token, { rules, sources, header, issuer });
  return { token, outcomes: [{ check: 'form' }, ...before, ...signature] };
}

function examineIssuer(
  { claims }: CompactToken,
  { profile }: TokenRules,
  sources: readonly Keys[] | undefined,
): Outcome {
  const check = 'issuer';
  const shape = profile.checkIssuerShape(claims);
  if (shape) return { check, fault: shape };
  if (!sources) return { check, notChecked: offline };
  const named = profile.sourceOf(claims)?.name;
  const candidates = sources.filter(({ name }) => named === undefined || name === named);
  const announced = candidates.map(({ issuer }) => issuer);
  const fault = announcedIssuerFault(claims, profile, announced);
  if (fault) return { check, fault };
  const known = announced.some(
    (issuer) => issuer !== undefined && profile.isIssuer(claims, issuer),
  );
  return known ? { check } : { check, notChecked: 'the provider cannot be reached' };
}

interface Before {
  readonly rules: TokenRules;
  readonly sources: readonly Keys[] | undefined;
  readonly header: Outcome;
  readonly issuer: Outcome;
}

async function examineSignature(
  rawToken: string,
  { header, claims }: CompactToken,
  before: Before,
): Promise<Outcome[]> {
  const { profile } = before.rules;
  const key = 'signing key';
  const signature = 'signature';
  const undone = (why: string) => [
    { check: key, notChecked: why },
    { check: signature, notChecked: why },
  ];
  if (!before.sources) return undone(offline);
  if (before.header.fault) return undone('the header does not say how to verify');
  if (before.issuer.fault) return undone('it is not known whose key it would be');
  const named = profile.sourceOf(claims)?.name;
  const source = before.sources.find(({ name }) => name === named);
  if (!source) return undone('the token names no listed policy, so no key can be looked up');
  try {
    const found = await source.find(String(header['kid']));
    if (!found) {
      return [
        { check: key, fault: 'unknown_key' },
        { check: signature, notChecked: 'there is no key to verify with' },
      ];
    }
    const accepted = profile.acceptsKeyOf(claims, found.issuer);
    const signed = hasSignatureOf(rawToken, found.key);
    return [
      { check: key, fault: accepted ? undefined : 'key_issuer' },
      { check: signature, fault: signed ? undefined : 'signature' },
    ];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return undone('the provider cannot be reached');
  }
}

/** RS256: RFC 7518 section 3.3. */
function hasSignatureOf(rawToken: string, key: Parameters<typeof verify>[2]): boolean {
  const end = rawToken.lastIndexOf('.');
  const signature = Buffer.from(rawToken.slice(end + 1), 'base64url');
  return verify('RSA-SHA256', Buffer.from(rawToken.slice(0, end)), key, signature);
}
