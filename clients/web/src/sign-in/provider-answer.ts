import { b2cCodeOf } from '../provider/index.js';

/** What the provider sent a person back with (RFC 6749 sections 4.1.2 and 4.1.2.1). */
export type ProviderAnswer =
  | { readonly kind: 'code'; readonly state: string; readonly code: string }
  | { readonly kind: 'cancelled'; readonly state: string }
  | { readonly kind: 'forgot-password'; readonly state: string }
  | { readonly kind: 'refused'; readonly state: string; readonly reason: string }
  | { readonly kind: 'malformed' };

type Query = Readonly<Record<string, unknown>>;

/**
 * Reads the query of the redirect. Pure. A repeated parameter is malformed: RFC 6749 section 3.1.
 * Error codes: https://learn.microsoft.com/azure/active-directory-b2c/error-codes
 */
export function readProviderAnswer(query: Query): ProviderAnswer {
  const { state, code, error, error_description: description } = query;
  const given = [state, code, error, description].filter((value) => value !== undefined);
  if (given.some((value) => typeof value !== 'string')) return { kind: 'malformed' };
  if (typeof state !== 'string' || (code === undefined) === (error === undefined))
    return { kind: 'malformed' };
  if (typeof code === 'string') return { kind: 'code', state, code };
  const b2cCode = b2cCodeOf(description as string | undefined);
  if (b2cCode === 'AADB2C90118') return { kind: 'forgot-password', state };
  if (b2cCode === 'AADB2C90091') return { kind: 'cancelled', state };
  return { kind: 'refused', state, reason: b2cCode ?? 'provider_error' };
}
