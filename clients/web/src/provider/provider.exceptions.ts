import { UserFacingException } from '../errors/index.js';

/** The provider is needed, and does not answer. */
export function providerUnreachable(): UserFacingException {
  return new UserFacingException({
    status: 503,
    title: 'The sign-in service does not answer',
    detail: 'It cannot be reached at the moment. Please try again in a minute.',
    retryAfter: 60,
    reason: 'provider_unreachable',
  });
}

/** The provider's response failed a check. Nobody is signed in by it. */
export function signInRefused(reason: string): UserFacingException {
  return new UserFacingException({
    status: 400,
    title: 'Sign-in could not be completed',
    detail: 'What came back from the sign-in service could not be trusted. Please start again.',
    link: { label: 'Sign in again', href: '/auth/sign_in' },
    reason,
  });
}

/**
 * The code that the provider puts in front of an error description.
 * https://learn.microsoft.com/azure/active-directory-b2c/error-codes
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function providerErrorCode(description: string | undefined): string | undefined {
  return /^(?:AADB2C|AADSTS)\d{4,8}/.exec(description ?? '')?.[0];
}
