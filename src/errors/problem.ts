import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';

/** One fault of a request: where it is and what is wrong there. */
export interface FieldError {
  /** The property or parameter, with dots between levels; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** What an error looks like to a caller (RFC 9457). */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The same as `detail`: pages that were written for Azure API Management show this one. */
  readonly message: string;
  readonly requestId: string;
  /** What happened, for programs; where the status alone does not say it. */
  readonly code?: string;
  readonly errors?: readonly FieldError[];
}

/** Of every error: RFC 9457 section 3. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** With the type `about:blank`, the title is the status phrase (RFC 9457 section 4.2.1). */
export function problem(
  status: number,
  detail: string,
  requestId: string,
  extensions: Pick<Problem, 'code' | 'errors'> = {},
): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const { code, errors } = extensions;
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    message: detail,
    requestId,
    ...(code !== undefined && { code }),
    ...(errors && { errors }),
  };
}

/**
 * What an exception tells the problem filter, besides its status and its message. Exceptions of this
 * project implement it; one without a `reason` comes from NestJS or Fastify.
 */
export interface ProblemException extends HttpException {
  /** A stable code for the log. */
  readonly reason: string;
  /** A stable code for the caller, where the status alone does not say what to do. */
  readonly code?: string;
  /** Sent with the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Every fault of a request that is not valid. */
  readonly errors?: readonly FieldError[];
  /** How to fix it, for the log. */
  readonly hint?: string | undefined;
}

/** Whether an exception implements {@link ProblemException}. */
export function isProblemException(error: HttpException): error is ProblemException {
  return 'reason' in error && typeof error.reason === 'string';
}
