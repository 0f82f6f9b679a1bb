import { isUtf8 } from 'node:buffer';
import { BadRequestException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * Accepts JSON bodies and no others. Fastify's own parser does the work, after a look at the bytes:
 * it would quietly replace what is not UTF-8.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  // The names `__proto__` and `constructor.prototype` are refused rather than dropped.
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (isUtf8(body)) void parse(request, body.toString('utf8'), done);
      else done(new BadRequestException('The body is not valid UTF-8.'));
    },
  );
}
