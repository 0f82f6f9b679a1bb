import { BadRequestException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What happens to every request before anything else. */
export function addRequestHooks(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    if (!request.headers.host && request.raw.httpVersion === '1.1') {
      done(new BadRequestException('The Host header is missing (RFC 9112 section 3.2).'));
      return;
    }
    forgetTypeOfNoBody(request);
    done();
  });
}

/**
 * Clients often announce a media type although they send no body, most of all with DELETE. Without
 * a body there is nothing to parse and so nothing to refuse.
 */
function forgetTypeOfNoBody({ method, headers }: FastifyRequest): void {
  const length = headers['content-length'] ?? '0';
  if (method === 'DELETE' && length === '0' && headers['transfer-encoding'] === undefined) {
    delete headers['content-type'];
  }
}
