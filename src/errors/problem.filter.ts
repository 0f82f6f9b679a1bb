import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FieldError, isProblemException, problem, PROBLEM_MEDIA_TYPE } from './problem.js';

/** Everything that is thrown while a request is served leaves as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (sendProblem(error, request, http.getResponse<FastifyReply>()) === 500) {
      this.#logger.error({ err: error, requestId: request.id });
    }
  }
}

/**
 * Answers a request with the problem that an error stands for.
 *
 * @returns the status sent
 */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): number {
  const { status, detail, headers, code, errors, reason, hint, cause } = describeError(error);
  // 304 is thrown like an error but is none: nothing was refused.
  if (status >= 400) {
    request.refusal = reason;
  }
  request.refusalHint = hint;
  request.refusalCause = cause;
  if (reply.sent) {
    return status;
  }
  void reply.status(status).headers(headers);
  if (status < 400) {
    // A 304 has no body (RFC 9110 section 15.4.5).
    void reply.send();
  } else {
    const body = JSON.stringify(problem(status, detail, request.id, { code, errors }));
    void reply.type(PROBLEM_MEDIA_TYPE).send(body);
  }
  return status;
}

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
