import type { ErrorHint } from './error-hints.js';

/** OAuth error names, and those that the products add. */
export type ErrorName =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_resource'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'interaction_required'
  | 'login_required'
  | 'redirect_uri_mismatch';

/**
 * An error by the number of its AADB2C code, its text and its OAuth error name. The product decides
 * on the response: see `Product.errorResponse`.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  #hint: ErrorHint | undefined;

  constructor(
    readonly number: number,
    readonly error: ErrorName,
    readonly text: string,
    /** A claims challenge for the client to repeat in its next authorization request. */
    readonly claims?: string,
  ) {
    super(text);
  }

  /** What would have worked; undefined where nobody can tell. */
  get hint(): ErrorHint | undefined {
    return this.#hint;
  }

  /** The same error with a hint. */
  withHint(hint: ErrorHint): this {
    this.#hint = hint;
    return this;
  }
}
