import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was not served: a stable code for its line in the log. */
    refusal?: string;
    /** What whoever runs the API can do about it. */
    refusalHint?: string | undefined;
    /** What a database or the like said. */
    refusalCause?: string | undefined;
  }
}

/**
 * One line for each request, once it has been answered. The route's pattern stands for the address,
 * since an address can hold anything; nothing that identifies a person is written.
 */
export class RequestLog extends LogController {
  constructor() {
    // What Fastify would write itself shows addresses and headers.
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
        refusal: request.refusal,
        hint: request.refusalHint,
        cause: request.refusalCause,
      },
      'request',
    );
  }
}

/** The pattern of the route that a request met, if it met one. */
export function routePattern({ is404, routeOptions }: FastifyRequest): string | null {
  return is404 ? null : (routeOptions.url ?? null);
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status === 500) return 'error';
  return status > 500 ? 'warn' : 'info';
}
