import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

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

/** Who sent a request, under pseudonyms. Fields that are not known are left out. */
export interface CallerPseudonyms {
  readonly addressPseudonym?: string | undefined;
  readonly subjectPseudonym?: string | undefined;
}

/**
 * Logs one line for each request after it has been answered. It contains the route's pattern in place of
 * the URL, because a URL can contain anything, and pseudonyms in place of address and subject.
 */
export class RequestLog extends LogController {
  /**
   * @param log the logger that those of requests are children of
   * @param pseudonymsOf tells who sent a request
   */
  constructor(
    private readonly log: Logger,
    private readonly pseudonymsOf: (request: FastifyRequest) => CallerPseudonyms,
  ) {
    // Fastify's own lines contain URLs and addresses.
    super({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });
  }

  override requestCompleted(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    this.#write(request, reply, reply.statusCode);
  }

  /** For a request whose connection was closed before the whole answer was sent. */
  requestAborted(request: FastifyRequest, reply: FastifyReply): void {
    request.refusal ??= 'connection_closed';
    this.#write(request, reply, null);
  }

  #write(request: FastifyRequest, reply: FastifyReply, status: number | null): void {
    const level = levelOf(status ?? 0);
    // The pseudonyms take longer than the rest of the line.
    if (!this.log.isLevelEnabled(level)) {
      return;
    }
    request.log[level](
      {
        method: request.method,
        route: routePattern(request),
        status,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        provider: request.provider,
        refusal: request.refusal,
        hint: request.refusalHint,
        cause: request.refusalCause,
        ...this.pseudonymsOf(request),
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
