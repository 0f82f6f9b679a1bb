import { HttpException } from '@nestjs/common';
import { SpokenException, type SpokenFailure } from './spoken.exception.js';

const words: Readonly<Record<number, readonly [title: string, detail: string]>> = {
  404: ['Page not found', 'There is nothing at this address.'],
  413: ['Too much text', 'What was sent is larger than this site takes.'],
  415: ['Not understood', 'This site takes form data only.'],
};

/** Turns anything that was thrown into what may be said of it. Unknown faults say nothing. */
export function describeError(error: unknown): SpokenFailure {
  if (error instanceof SpokenException) return error.failure;
  const status = statusOf(error);
  if (status >= 500) {
    return {
      status: 500,
      title: 'Something went wrong',
      detail: 'The fault is on our side, and has been noted. Please try again.',
      reason: 'unexpected',
    };
  }
  const [title, detail] = words[status] ?? ['Not understood', 'The request cannot be understood.'];
  return { status, title, detail, reason: `http_${status}` };
}

/** Of Nest's exceptions, and of faults that Fastify finds before Nest sees the request. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}
