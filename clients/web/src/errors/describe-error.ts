import { HttpException } from '@nestjs/common';
import { UserFacingException, type ErrorDescription } from './user-facing.exception.js';

const texts: Readonly<Record<number, readonly [title: string, detail: string]>> = {
  404: ['Page not found', 'There is nothing at this address.'],
  413: ['Too much text', 'What was sent is larger than this site takes.'],
  415: ['Not understood', 'This site takes form data only.'],
};

/** Describes anything that was thrown. Of an unexpected error nothing is disclosed. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof UserFacingException) {
    return error.description;
  }
  const status = statusOf(error);
  if (status >= 500) {
    return {
      status: 500,
      title: 'Something went wrong',
      detail: 'The fault is on our side, and has been noted. Please try again.',
      reason: 'unexpected',
    };
  }
  const [title, detail] = texts[status] ?? ['Not understood', 'The request cannot be understood.'];
  return { status, title, detail, reason: `http_${status}` };
}

/** Reads Nest's exceptions, and the errors that Fastify raises before Nest sees the request. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) {
    return error.getStatus();
  }
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}
