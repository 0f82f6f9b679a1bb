import { createHash } from 'node:crypto';
import type { Claims } from './profile.js';

/** Leaves out what has no value. */
export function present(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** `client_info` and `profile_info` of a token response. */
export function encodeInfo(info: Claims): string {
  return Buffer.from(JSON.stringify(info)).toString('base64url');
}

/** Left half of the digest, as RS256 asks for: OpenID Connect Core 3.1.3.6. */
export function halfHash(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return createHash('sha256').update(value, 'ascii').digest().subarray(0, 16).toString('base64url');
}
