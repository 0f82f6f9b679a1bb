import { verify } from 'node:crypto';
import {
  announcedIssuerFault,
  checkHeader,
  checksAfterIssuer,
  parseCompactJws,
  RefusedError,
  type CompactJws,
  type RemoteKeySet,
  type TokenCheckName,
  type TokenFault,
  type TokenRules,
} from '../auth/internals.js';

/** Every check of a token, by the name that an explanation gives it. */
export type CheckName = 'form' | 'header' | 'issuer' | TokenCheckName | 'signing key' | 'signature';

/** How one check went: with a fault, or left undone for a reason, or passed. */
export interface Outcome {
  readonly check: CheckName;
  readonly fault?: TokenFault | undefined;
  readonly notChecked?: string | undefined;
}

/** What there is to say of a token. */
export interface Examination {
  /** Undefined where the token could not be parsed. */
  readonly token?: CompactJws;
  /** In the order of the guard, so that the first fault is the one which its log would name. */
  readonly outcomes: readonly Outcome[];
}

/** The part of a key set that an examination needs. */
export type KeySet = Pick<RemoteKeySet, 'name' | 'issuer' | 'find'>;

const offline = 'nothing was fetched (--no-fetch)';

/**
 * Runs the checks of the guard one at a time, and goes on after one that fails.
 *
 * @param keySets the provider's key sets, after their first answer; undefined to stay offline
 */
export async function examineToken(
  rawToken: string,
  rules: TokenRules,
  keySets: readonly KeySet[] | undefined,
): Promise<Examination> {
  const token = parseCompactJws(rawToken);
  if (typeof token === 'string') {
    return { outcomes: [{ check: 'form', fault: token }] };
  }
  const now = Math.floor(Date.now() / 1000);
  const header = { check: 'header', fault: checkHeader(token) } as const;
  const issuer = examineIssuer(token, rules, keySets);
  const claims = checksAfterIssuer.map(({ name, check }) => ({
    check: name,
    fault: check(token, rules, now),
  }));
  const before = [header, issuer, ...claims];
  const signature = await examineSignature(rawToken, token, { rules, keySets, header, issuer });
  return { token, outcomes: [{ check: 'form' }, ...before, ...signature] };
}

function examineIssuer(
  { claims }: CompactJws,
  { provider }: TokenRules,
  keySets: readonly KeySet[] | undefined,
): Outcome {
  const check = 'issuer' as const;
  const shape = provider.checkIssuerShape(claims);
  if (shape) {
    return { check, fault: shape };
  }
  if (!keySets) {
    return { check, notChecked: offline };
  }
  const named = provider.keySetOf(claims)?.name;
  const candidates = keySets.filter(({ name }) => named === undefined || name === named);
  const announced = candidates.map(({ issuer }) => issuer);
  const fault = announcedIssuerFault(claims, provider, announced);
  if (fault) {
    return { check, fault };
  }
  const known = announced.some(
    (issuer) => issuer !== undefined && provider.isIssuer(claims, issuer),
  );
  return known ? { check } : { check, notChecked: 'the provider cannot be reached' };
}

interface Before {
  readonly rules: TokenRules;
  readonly keySets: readonly KeySet[] | undefined;
  readonly header: Outcome;
  readonly issuer: Outcome;
}

async function examineSignature(
  rawToken: string,
  { header, claims }: CompactJws,
  before: Before,
): Promise<Outcome[]> {
  const { provider } = before.rules;
  const key = 'signing key' as const;
  const signature = 'signature' as const;
  const undone = (why: string) => [
    { check: key, notChecked: why },
    { check: signature, notChecked: why },
  ];
  if (!before.keySets) {
    return undone(offline);
  }
  if (before.header.fault) {
    return undone('the header does not say how to verify');
  }
  if (before.issuer.fault) {
    return undone('it is not known whose key it would be');
  }
  const named = provider.keySetOf(claims)?.name;
  const keySet = before.keySets.find(({ name }) => name === named);
  if (!keySet) {
    return undone('the token names no listed policy, so no key can be looked up');
  }
  try {
    const found = await keySet.find(String(header['kid']));
    if (!found) {
      return [
        { check: key, fault: 'unknown_key' },
        { check: signature, notChecked: 'there is no key to verify with' },
      ];
    }
    const accepted = provider.acceptsKeyOf(claims, found.issuer);
    const signed = hasSignatureOf(rawToken, found.key);
    return [
      { check: key, fault: accepted ? undefined : 'key_issuer' },
      { check: signature, fault: signed ? undefined : 'signature' },
    ];
  } catch (error) {
    if (!(error instanceof RefusedError)) {
      throw error;
    }
    return undone('the provider cannot be reached');
  }
}

/** RS256: RFC 7518 section 3.3. */
function hasSignatureOf(rawToken: string, key: Parameters<typeof verify>[2]): boolean {
  const end = rawToken.lastIndexOf('.');
  const signature = Buffer.from(rawToken.slice(end + 1), 'base64url');
  return verify('RSA-SHA256', Buffer.from(rawToken.slice(0, end)), key, signature);
}
