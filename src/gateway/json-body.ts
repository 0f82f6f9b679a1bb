import { isUtf8 } from 'node:buffer';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * Accepts JSON bodies and no others. Fastify's own parser does the work, after a look at the bytes:
 * it would quietly replace what is not UTF-8.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  // `__proto__` becomes a property like any other, which the schema then refuses by name.
  const parse = server.getDefaultJsonParser('ignore', 'ignore');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (!isPlain(request.headers['content-encoding'])) {
        done(new UnsupportedMediaTypeException());
      } else if (isUtf8(body)) {
        void parse(request, body.toString('utf8'), done);
      } else {
        done(new BadRequestException('The body is not valid UTF-8.'));
      }
    },
  );
}

/** Bodies are not unpacked: a small one could then be an enormous one (RFC 9110 section 8.4). */
function isPlain(encoding: string | undefined): boolean {
  return encoding === undefined || encoding.toLowerCase() === 'identity';
}
