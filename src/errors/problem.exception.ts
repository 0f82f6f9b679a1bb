import { HttpException } from '@nestjs/common';
import type { FieldError } from './problem.js';

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
