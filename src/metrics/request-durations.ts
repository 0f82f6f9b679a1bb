import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { routePattern } from '../logging/index.js';

/** In seconds: from an answer out of memory to one that had to wait for signing keys. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Measures every request from its arrival to the end of its answer. The route's pattern stands for the
 * address: there are as many series as routes, whatever is asked for, and none tells of a person.
 */
export function measureRequests(server: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by method, route and status, from arrival to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = routePattern(request) ?? 'none';
    durations.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
}
