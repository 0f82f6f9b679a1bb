import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Short enough for a log line and free of anything that could break out of one. */
const sane = /^[A-Za-z0-9._-]{1,64}$/;

/** The caller's own `X-Request-Id` when it is harmless, else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && sane.test(given) ? given : newRequestId();
}

/** An id for a request whose caller gave it none. */
export function newRequestId(): string {
  return randomUUID();
}
