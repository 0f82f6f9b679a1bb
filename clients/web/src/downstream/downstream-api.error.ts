import type { ErrorDescription } from '../errors/index.js';

/** Why a call to the API failed. */
export type DownstreamApiError =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Seconds. */
      readonly retryAfter?: number;
      /** The text of the API's problem document. */
      readonly problem?: string;
    }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unreadable' };

/** Describes a failed call to the person. Pure. */
export function describeApiError(error: DownstreamApiError): ErrorDescription {
  switch (error.kind) {
    case 'status':
      return describeStatus(error.status, error.retryAfter, error.problem);
    case 'timeout':
      return {
        status: 504,
        title: 'The API takes too long',
        detail: 'It did not answer in time. Please try again in a moment.',
        reason: 'downstream_timeout',
      };
    case 'unreachable':
      return {
        status: 502,
        title: 'The API cannot be reached',
        detail: 'No connection to it could be made. Please try again later.',
        reason: 'downstream_unreachable',
      };
    case 'unreadable':
      return {
        status: 502,
        title: 'The API answered something odd',
        detail: 'Its answer is not JSON, or far too long.',
        reason: 'downstream_unreadable',
      };
  }
}

function describeStatus(status: number, retryAfter = 60, problem?: string): ErrorDescription {
  const reason = `downstream_${status}`;
  if (status === 401) {
    return {
      status,
      title: 'The API does not accept your sign-in',
      detail: 'It may have ended. Please sign in again.',
      reason,
    };
  }
  if (status === 403) {
    return {
      status,
      title: 'You are not allowed to do that',
      detail: 'The API knows who you are, but your sign-in does not include this permission.',
      reason,
    };
  }
  if (status === 429) {
    return {
      status,
      title: 'Too many requests',
      detail: `The API asks you to wait. Try again in ${formatSeconds(retryAfter)}.`,
      retryAfter,
      reason,
    };
  }
  if (status === 503) {
    return {
      status,
      title: 'The API is not available at the moment',
      detail: `It expects to be back soon. Try again in ${formatSeconds(retryAfter)}.`,
      retryAfter,
      reason,
    };
  }
  if (status >= 500) {
    return {
      status: 502,
      title: 'The API has a problem',
      detail: 'It could not answer because of a fault of its own. Please try again later.',
      reason,
    };
  }
  return {
    status: status >= 400 ? status : 502,
    title: 'The API did not accept that',
    detail: problem ?? `It answered with status ${status}.`,
    reason,
  };
}

function formatSeconds(seconds: number): string {
  if (seconds === 1) {
    return '1 second';
  }
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
