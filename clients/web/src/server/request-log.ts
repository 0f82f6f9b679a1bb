import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * One line for each request, once it has been answered. The route's pattern stands for the address:
 * addresses of sign-ins hold codes and states.
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
