import { HttpException } from '@nestjs/common';
import type { FieldError } from './problem.js';

/** What can be said of an error: to the caller, and to the log. */
export interface ErrorDescription {
  readonly status: number;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[] | undefined;
  /** A stable code for the log. */
  readonly reason: string;
  /** What would mend it, for the log. */
  readonly hint?: string | undefined;
  /** What a database or the like said, for the log. */
  readonly cause?: string | undefined;
}

/** Errors of the router, which Nest never sees, by Fastify's own codes. */
const routerDetails: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The address is not well formed: a percent sign must start a valid escape.',
};

/** Errors that Nest and Fastify raise themselves say too little, or repeat what the caller sent. */
const foreignDetails: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address.',
  413: 'The body is larger than 100 kB.',
  415: 'Send the body as application/json, not compressed.',
};

/**
 * Turns anything that was thrown into what may be said of it. Exceptions of Nest speak for
 * themselves and may bring `headers`, `errors` and a `reason`; everything unknown is a 500 that
 * says nothing.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof HttpException) {
    const {
      headers = {},
      errors,
      reason,
      hint,
    } = error as HttpException & Partial<ErrorDescription>;
    const status = error.getStatus();
    return {
      status,
      // Without a reason it may be somebody else's, whose words for these say too little.
      detail: (reason === undefined ? foreignDetails[status] : undefined) ?? error.message,
      headers,
      errors,
      reason: reason ?? `http_${status}`,
      hint,
      cause: causeOf(error),
    };
  }
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      detail: routerDetails[String(code)] ?? 'The request cannot be understood.',
      headers: {},
      reason: typeof code === 'string' ? code.toLowerCase() : `http_${statusCode}`,
    };
  }
  return {
    status: 500,
    detail: 'Something went wrong on our side. The request id finds it in the log.',
    headers: {},
    reason: 'unexpected',
  };
}

/** Code and message alone: drivers hang the values of a failed statement on their errors. */
function causeOf(error: HttpException): string | undefined {
  const { code, message } = (error.cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code === undefined ? message : `${code}: ${message}`;
}
