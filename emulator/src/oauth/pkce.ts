import { createHash } from 'node:crypto';
import { refusals } from './refusals.js';

/** What the authorize request committed to: RFC 7636. */
export interface PkceChallenge {
  value: string;
  method: 'S256' | 'plain';
}

/** Reads the challenge of an authorize request. */
export function readChallenge(params: URLSearchParams): PkceChallenge | undefined {
  const value = params.get('code_challenge');
  if (!value) return undefined;
  // RFC 7636 section 4.3: plain when no method is named.
  const method = params.get('code_challenge_method') || 'plain';
  if (method !== 'S256' && method !== 'plain') throw refusals.challengeMethodUnsupported();
  return { value, method };
}

/** Checks the verifier of a token request against the challenge. */
export function checkVerifier(challenge: PkceChallenge | undefined, verifier: string | null): void {
  if (!challenge) return;
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier)) throw refusals.verifierInvalid();
  const derived =
    challenge.method === 'plain'
      ? verifier
      : createHash('sha256').update(verifier, 'ascii').digest('base64url');
  if (derived !== challenge.value) throw refusals.verifierMismatch();
}
