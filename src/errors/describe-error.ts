import { HttpException, NotFoundException } from '@nestjs/common';
import type { FieldError } from './problem.js';

/** What can be said of an error: to the caller, and to the log. */
export interface ErrorDescription {
  readonly status: number;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[] | undefined;
  /** A stable code for the log. */
  readonly reason: string;
}

/** Faults of a request that Fastify finds before Nest sees it, by Fastify's own codes. */
const fastifyDetails: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The address is not well formed: a percent sign must start a valid escape.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the address is too long.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than 100 kB.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty; send a JSON object.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
};

/**
 * Turns anything that was thrown into what may be said of it. Exceptions of Nest speak for
 * themselves and may bring `headers`, `errors` and a `reason`; everything unknown is a 500 that
 * says nothing.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof HttpException) {
    const { headers = {}, errors, reason } = error as HttpException & Partial<ErrorDescription>;
    const status = error.getStatus();
    return {
      status,
      // Nest's own 404 repeats the address, and with it whatever the query holds.
      detail: isUnknownRoute(error) ? 'There is nothing at this address.' : error.message,
      headers,
      errors,
      reason: reason ?? `http_${status}`,
    };
  }
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      detail: fastifyDetails[String(code)] ?? 'The request cannot be understood.',
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

function isUnknownRoute(error: HttpException): boolean {
  return error.constructor === NotFoundException;
}
