import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose';
import { createPublicKey } from 'node:crypto';
import type { KeyRing } from './key-ring.js';
import type { SigningKey } from './signing-key.js';

/** Claims of a token, in the order in which they are written. */
export type Claims = Record<string, unknown>;

/** Signs claims with RS256; the header has alg, kid and typ, as in B2C. */
export function signToken(key: SigningKey, claims: Claims): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}

/** Whether a published key signed this token; its validity period is not checked. */
export async function isSignedByRing(keys: KeyRing, token: string): Promise<boolean> {
  try {
    const kid = decodeProtectedHeader(token).kid;
    const key = keys.published().find((published) => published.kid === kid);
    if (!key) {
      return false;
    }
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    await compactVerify(token, publicKey, { algorithms: ['RS256'] });
    return true;
  } catch {
    return false;
  }
}
