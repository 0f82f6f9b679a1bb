import { CompactSign } from 'jose';
import type { SigningKey } from '../keys/index.js';
import type { Claims } from '../profile/index.js';

/** Signs claims the way B2C does: RS256 and a header of exactly alg, kid and typ. */
export function signToken(key: SigningKey, claims: Claims): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}
