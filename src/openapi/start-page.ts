import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { OpenApiOptions } from './openapi.options.js';

/**
 * Serves `/`, the first address that somebody tries: it leads to the documentation page, or says what this is
 * where the page is switched off.
 */
export function serveStartPage(
  app: INestApplication,
  { title, documentationUrl }: Pick<OpenApiOptions, 'title' | 'documentationUrl'>,
): void {
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  server.get('/', (_request, reply) =>
    documentationUrl === undefined
      ? reply.type('text/plain').send(`${title}\n`)
      : // Without the origin, so that it works at every address of the API.
        reply.redirect(new URL(documentationUrl).pathname),
  );
}
