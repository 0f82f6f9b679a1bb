import { createHash } from 'node:crypto';
import { protocolErrors } from './protocol-errors.js';

/** Code challenge of an authorization request: RFC 7636. */
export interface PkceChallenge {
  readonly value: string;
  readonly method: 'S256' | 'plain';
}

/** Reads the challenge of an authorize request. */
export function readChallenge(params: URLSearchParams): PkceChallenge | undefined {
  const value = params.get('code_challenge');
  if (!value) {
    return undefined;
  }
  // RFC 7636 section 4.3: plain when no method is named.
  const method = params.get('code_challenge_method') || 'plain';
  if (method !== 'S256' && method !== 'plain') {
    throw protocolErrors.challengeMethodUnsupported();
  }
  return { value, method };
}

/** Checks the verifier of a token request against the challenge. */
export function checkVerifier(challenge: PkceChallenge | undefined, verifier: string | null): void {
  if (!challenge) {
    return;
  }
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier)) {
    throw protocolErrors.verifierInvalid();
  }
  const derived =
    challenge.method === 'plain'
      ? verifier
      : createHash('sha256').update(verifier, 'ascii').digest('base64url');
  if (derived !== challenge.value) {
    throw protocolErrors.verifierMismatch();
  }
}
