import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * Logs one line for each request, once it is answered. It contains the route's pattern and not the
 * address, because the address of a sign-in holds a code and a state.
 */
export function addRequestLog(server: FastifyInstance): void {
  const log = new Logger('Request');
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
    const ms = Math.round(reply.elapsedTime);
    const failure = request.failure === undefined ? '' : ` ${request.failure}`;
    log.log(`${request.method} ${route} ${reply.statusCode} ${ms}ms${failure}`);
    done();
  });
}
