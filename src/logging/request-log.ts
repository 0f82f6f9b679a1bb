import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused: a stable code for its line in the log. */
    refusal?: string;
    /** The identity provider that the token came from, as far as that is known. */
    provider?: string | undefined;
    /** What the operator can do about it. */
    refusalHint?: string | undefined;
    /** The error that a database or another service reported. */
    refusalCause?: string | undefined;
  }
}

/** Short enough for a log line, and without characters that could break one. */
const acceptedRequestId = /^[A-Za-z0-9._-]{1,64}$/;

/** The client's own `X-Request-Id` if it has the accepted form, else a new id. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && acceptedRequestId.test(given) ? given : newRequestId();
}

/** A new request id. */
export function newRequestId(): string {
  return randomUUID();
}

/**
 * Logs one line for each request after it has been answered. It contains the route's pattern in place of
 * the URL, because a URL can contain anything; nothing that identifies a person is logged.
 */
export class RequestLog extends LogController {
  constructor() {
    // Fastify's own lines contain URLs and addresses.
    super({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });
  }

  override requestCompleted(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { statusCode } = reply;
    request.log[levelOf(statusCode)](
      {
        method: request.method,
        route: routePattern(request),
        status: statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        provider: request.provider,
        refusal: request.refusal,
        hint: request.refusalHint,
        cause: request.refusalCause,
      },
      'request',
    );
  }
}

/** The pattern of the route that handles a request (`/tasks/:id`); null when there is none. */
export function routePattern({ is404, routeOptions }: FastifyRequest): string | null {
  return is404 ? null : (routeOptions.url ?? null);
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status === 500) {
    return 'error';
  }
  return status > 500 ? 'warn' : 'info';
}
