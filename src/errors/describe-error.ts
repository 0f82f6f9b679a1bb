import { HttpException } from '@nestjs/common';
import { isProblemException } from './problem.exception.js';
import type { FieldError } from './problem.js';

/** What can be said of an error: to the caller, and to the log. */
export interface ErrorDescription {
  readonly status: number;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly code?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** A stable code for the log. */
  readonly reason: string;
  /** How to fix it, for the log. */
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
 * Turns anything that was thrown into what may be said of it. HTTP exceptions have a message that is
 * meant for the caller; an unknown error is a 500 that says nothing.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof HttpException) {
    return describeException(error);
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

function describeException(error: HttpException): ErrorDescription {
  const status = error.getStatus();
  const cause = causeOf(error);
  if (isProblemException(error)) {
    const { message: detail, headers = {}, code, errors, reason, hint } = error;
    return { status, detail, headers, code, errors, reason, hint, cause };
  }
  const detail = foreignDetails[status] ?? error.message;
  return { status, detail, headers: {}, reason: `http_${status}`, cause };
}

/** Code and message alone: drivers hang the values of a failed statement on their errors. */
function causeOf(error: HttpException): string | undefined {
  const { code, message } = (error.cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code === undefined ? message : `${code}: ${message}`;
}
