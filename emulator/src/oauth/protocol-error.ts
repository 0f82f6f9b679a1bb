import { randomUUID } from 'node:crypto';

type ErrorName =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'interaction_required';

/** A refusal in B2C's terms: an AADB2C code with its text, and the OAuth error name. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: string,
    readonly error: ErrorName,
    readonly text: string,
  ) {
    super(`${code}: ${text}`);
  }
}

/** `error` and `error_description` as B2C writes them, line ends included. */
export function describeError(
  { code, error, text }: ProtocolError,
  now: number,
): { error: string; error_description: string } {
  const time = new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  return {
    error,
    error_description: `${code}: ${text}\r\nCorrelation ID: ${randomUUID()}\r\nTimestamp: ${time}Z\r\n`,
  };
}
