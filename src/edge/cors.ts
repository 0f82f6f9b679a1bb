import type { FastifyRequest } from 'fastify';
import type { EdgeHook } from './edge-hook.js';
import type { EdgeOptions } from './edge.options.js';

type CorsOptions = Pick<EdgeOptions, 'corsOrigins'>;

/** Headers that pages of another origin may read (Fetch standard, section 3.3.3). */
const exposedHeaders = [
  'ETag',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'X-Request-Id',
].join(', ');

/** Allowed when a preflight does not say which headers the page wants to send. */
const usualHeaders = 'Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key';

/** A list of header names (RFC 9110 section 5.6.2) of a sensible length. */
const headerNames = /^[\w!#$%&'*+.^`|~-]+(?: ?, ?[\w!#$%&'*+.^`|~-]+){0,50}$/;

/**
 * Sends CORS headers with every answer, refusals included, so that a page can read why it was refused.
 * Origins are compared as strings (RFC 6454 section 6.2); there are no patterns.
 *
 * @returns undefined when no origin is allowed
 */
export function sendCorsHeaders({ corsOrigins }: CorsOptions): EdgeHook | undefined {
  if (corsOrigins.length === 0) {
    return undefined;
  }
  const allowed = new Set(corsOrigins);
  return ({ headers: { origin } }, reply) => {
    // Caches must not serve one origin's answer to another.
    void reply.header('Vary', 'Origin');
    if (origin !== undefined && allowed.has(origin)) {
      void reply.headers({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': exposedHeaders,
      });
    }
  };
}

/**
 * Answers CORS preflights. Browsers send them without a token, so none is needed. The answer to an origin
 * that is not allowed contains no permission.
 */
export function answerPreflights({ corsOrigins }: CorsOptions): EdgeHook {
  const allowed = new Set(corsOrigins);
  return (request, reply) => {
    if (!isPreflight(request)) {
      return;
    }
    if (allowed.has(request.headers.origin ?? '')) {
      void reply.headers({
        Vary: 'Origin, Access-Control-Request-Headers',
        'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, DELETE',
        'Access-Control-Allow-Headers': allowedHeaders(request),
        'Access-Control-Max-Age': '120',
      });
    }
    void reply.status(204).send();
  };
}

/**
 * An allowed origin may send any header. Libraries add their own, like `traceparent`, and none of them
 * gives a page more rights than it has without.
 */
function allowedHeaders({ headers }: FastifyRequest): string {
  const requested = headers['access-control-request-headers'];
  return requested !== undefined && headerNames.test(requested) ? requested : usualHeaders;
}

/** Fetch standard, section 3.3.2. */
function isPreflight({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
