import type { FastifyRequest } from 'fastify';
import type { GatewayOptions } from './gateway.options.js';
import type { Step } from './step.js';

type Headers = Readonly<Record<string, string>>;

/** What pages of another origin may read besides the body (Fetch standard, section 3.3.3). */
const exposed = [
  'ETag',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'X-Request-Id',
].join(', ');

/** What a preflight is answered with. Browsers ask again after so many seconds. */
const preflightHeaders: Headers = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key',
  'Access-Control-Max-Age': '120',
};

/**
 * The headers that let a page of an allowed origin read an answer, whatever the answer is. Origins
 * are compared as they are (RFC 6454 section 6.2): nothing is a pattern.
 */
export function corsHeaders(origin: string | undefined, allowed: ReadonlySet<string>): Headers {
  // Caches must not hand one origin's answer to another.
  if (origin === undefined || !allowed.has(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': exposed,
  };
}

/** Sends them with every answer, refusals too, or a page could not tell why it was refused. */
export function sendCorsHeaders({ corsOrigins }: GatewayOptions): Step | undefined {
  if (corsOrigins.length === 0) return undefined;
  const allowed = new Set(corsOrigins);
  return ({ headers }, reply) => {
    void reply.headers(corsHeaders(headers.origin, allowed));
  };
}

/**
 * Answers a browser that asks whether a page may call. It cannot send a token with the question, so
 * none is needed. A page of an unknown origin finds no permission in the answer.
 */
export function answerPreflights({ corsOrigins }: GatewayOptions): Step {
  const allowed = new Set(corsOrigins);
  return (request, reply) => {
    if (!isPreflight(request)) return;
    if (allowed.has(request.headers.origin ?? '')) void reply.headers(preflightHeaders);
    void reply.status(204).send();
  };
}

/** Fetch standard, section 3.3.2. */
function isPreflight({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
