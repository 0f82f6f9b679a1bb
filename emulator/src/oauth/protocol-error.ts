/** OAuth's names of errors, and those that the products added. */
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
  | 'login_required';

/**
 * A refusal in B2C's terms: the number of its code, its text, and the OAuth error name. The profile
 * writes it as its product does.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly number: number,
    readonly error: ErrorName,
    readonly text: string,
  ) {
    super(text);
  }
}
