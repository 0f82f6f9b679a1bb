import { isUtf8 } from 'node:buffer';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * Accepts JSON bodies and no others. Fastify's parser does the parsing; the bytes are checked before,
 * because Fastify replaces invalid UTF-8 without an error.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  // `__proto__` becomes an ordinary property, which the schema then rejects as unknown.
  const parse = server.getDefaultJsonParser('ignore', 'ignore');
  server.removeAllContentTypeParsers();
  // An empty body has no media type. That one is empty shows only when it is read, if its length was not sent.
  server.addContentTypeParser('*', (request, body, done) => {
    if (request.method !== 'DELETE') {
      done(new UnsupportedMediaTypeException());
      return;
    }
    body.once('data', () => done(new UnsupportedMediaTypeException()));
    body.once('end', () => done(null));
  });
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (!isIdentity(request.headers['content-encoding'])) {
        done(new UnsupportedMediaTypeException());
      } else if (request.method === 'DELETE' && body.length === 0) {
        done(null);
      } else if (isUtf8(body)) {
        void parse(request, body.toString('utf8'), done);
      } else {
        done(new BadRequestException('The body is not valid UTF-8.'));
      }
    },
  );
}

/** Compressed bodies are refused: a small one can unpack to an enormous one (RFC 9110 section 8.4). */
function isIdentity(encoding: string | undefined): boolean {
  return encoding === undefined || encoding.toLowerCase() === 'identity';
}
