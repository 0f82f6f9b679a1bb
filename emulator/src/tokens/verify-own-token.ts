import { compactVerify, decodeProtectedHeader } from 'jose';
import { createPublicKey } from 'node:crypto';
import type { KeyRing } from '../keys/index.js';

/** Whether one of the tenant's published keys signed this token; its times do not matter. */
export async function verifyOwnToken(keys: KeyRing, token: string): Promise<boolean> {
  try {
    const kid = decodeProtectedHeader(token).kid;
    const key = keys.published().find((published) => published.kid === kid);
    if (!key) return false;
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    await compactVerify(token, publicKey, { algorithms: ['RS256'] });
    return true;
  } catch {
    return false;
  }
}
