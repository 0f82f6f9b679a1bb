import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';
import { routePattern } from '../logging/index.js';

/** In seconds: from an answer out of memory to one that waits for signing keys. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Registers a histogram of request durations, from arrival to the end of the answer, and a counter of
 * refusals. The label is the route's pattern and not the URL, and the reason is a code of the log, so
 * the number of series is bounded and none identifies a person.
 */
export function registerRequestMetrics(server: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by method, route and status, from arrival to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'http_refusals_total',
    help: 'Requests that were refused, by the code that the log gives as the reason',
    labelNames: ['reason'],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = routePattern(request) ?? 'none';
    durations.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    if (request.refusal !== undefined) {
      refusals.inc({ reason: request.refusal });
    }
    done();
  });
}
