import { createHash } from 'node:crypto';
import type { Claims } from '../keys/index.js';

/** Leaves out what has no value. */
export function definedOnly(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** `client_info` and `profile_info` of a token response. */
export function encodeJson(info: Claims): string {
  return Buffer.from(JSON.stringify(info)).toString('base64url');
}

/** Left half of the digest, as RS256 asks for: OpenID Connect Core 3.1.3.6. */
export function leftHalfHash(value: string | undefined): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return createHash('sha256').update(value, 'ascii').digest().subarray(0, 16).toString('base64url');
}

/** A moment as both products write it: `2026-11-21 09:42:55Z`. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
