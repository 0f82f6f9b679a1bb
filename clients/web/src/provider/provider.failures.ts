import { AuthError } from '@azure/msal-node';
import { SpokenException } from '../errors/index.js';

/** Nothing can be done without the provider, and it does not answer. */
export function providerUnreachable(): SpokenException {
  return new SpokenException({
    status: 503,
    title: 'The sign-in service does not answer',
    detail: 'It cannot be reached at the moment. Please try again in a minute.',
    retryAfter: 60,
    reason: 'provider_unreachable',
  });
}

/** What came back from the provider is not what was asked for. Nobody is signed in by it. */
export function signInRefused(reason: string): SpokenException {
  return new SpokenException({
    status: 400,
    title: 'Sign-in could not be completed',
    detail: 'What came back from the sign-in service could not be trusted. Please start again.',
    wayOn: { label: 'Sign in again', href: '/auth/sign_in' },
    reason,
  });
}

/** B2C puts a code of its own first: https://learn.microsoft.com/azure/active-directory-b2c/error-codes */
export function b2cCodeOf(description: string | undefined): string | undefined {
  return /^AADB2C\d{5}/.exec(description ?? '')?.[0];
}

/** What a failed exchange of a code or refresh token comes down to. */
export type ExchangeFailure =
  { readonly kind: 'unreachable' } | { readonly kind: 'refused'; readonly reason: string };

/** Reads an error of MSAL. Its messages can hold parts of tokens, so only codes are taken over. */
export function readMsalError(error: unknown): ExchangeFailure {
  if (!(error instanceof AuthError)) throw error;
  if (unreachable.has(error.errorCode)) return { kind: 'unreachable' };
  return {
    kind: 'refused',
    reason: b2cCodeOf(error.errorMessage) ?? error.errorCode,
  };
}

const unreachable = new Set(['network_error', 'request_timeout', 'no_network_connectivity']);
