import { providerErrorCode } from '../provider/index.js';

/** What the provider redirected with (RFC 6749 sections 4.1.2 and 4.1.2.1). */
export type AuthorizationResponse =
  | { readonly kind: 'code'; readonly state: string; readonly code: string }
  | { readonly kind: 'cancelled'; readonly state: string }
  | { readonly kind: 'forgot-password'; readonly state: string }
  | { readonly kind: 'refused'; readonly state: string; readonly reason: string }
  | { readonly kind: 'malformed' };

/** The person cancelled, or declined to consent. */
const cancelledCodes = new Set(['AADB2C90091', 'AADSTS65004']);

/**
 * Parses the query of the redirect. Pure. A repeated parameter is malformed: RFC 6749 section 3.1.
 */
export function parseAuthorizationResponse(
  query: Readonly<Record<string, unknown>>,
): AuthorizationResponse {
  const { state, code, error, error_description: description } = query;
  const sent = [state, code, error, description].filter((value) => value !== undefined);
  if (sent.some((value) => typeof value !== 'string')) {
    return { kind: 'malformed' };
  }
  if (typeof state !== 'string' || (code === undefined) === (error === undefined)) {
    return { kind: 'malformed' };
  }
  if (typeof code === 'string') {
    return { kind: 'code', state, code };
  }
  const errorCode = providerErrorCode(description as string | undefined);
  if (errorCode === 'AADB2C90118') {
    return { kind: 'forgot-password', state };
  }
  if (errorCode !== undefined && cancelledCodes.has(errorCode)) {
    return { kind: 'cancelled', state };
  }
  return { kind: 'refused', state, reason: errorCode ?? 'provider_error' };
}
