import { createRequire } from 'node:module';
import { NotFoundException, type INestApplication } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DevelopmentSettings, Settings } from '../config/index.js';
import { securityHeaders } from '../edge/index.js';
import { InvalidInputException } from '../errors/index.js';
import { serveFromMemory } from '../openapi/index.js';
import { refusalPage, startPage } from './development.pages.js';
import { tokenExplainer } from './explained-refusal.js';
import { freshToken, isUp, localPrograms } from './local-programs.js';
import { requireLocalPage } from './local-requests.js';
import { RefusedTokens } from './refused-tokens.js';

const folder = '/development';

const ownFiles = ['development.css', 'explanation.js', 'refusal-page.js', 'start-page.js'];

/** Those of the documentation page that the pages here use too. */
const sharedFiles = ['icon.svg', 'look.css', 'token-to-try.js'];

/**
 * Serves what exists on a developer's machine only: the start page at `/`, a fresh token, and explanations
 * of refused tokens, to which every answer with 401 then leads.
 */
export function serveDevelopment(
  app: INestApplication,
  development: DevelopmentSettings,
  settings: Settings,
  title: string,
): void {
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  const { publicUrl } = settings.http;
  const programs = localPrograms(title, publicUrl, development);
  const refused = new RefusedTokens();
  const explain = tokenExplainer(app, settings);
  refused.watch(server, (id) => `${publicUrl}${folder}/refusals/${id}`);
  serveFiles(server);

  const page = {
    config: { securityHeaders: pageHeaders(publicUrl) },
    onRequest: checkLocalPage,
  };
  const data = { onRequest: checkLocalPage };
  const start = startPage({ title, programs, development, documentation: settings.documentation });
  server.get('/', page, (_request, reply) => reply.type('text/html').send(start));
  server.get(`${folder}/refusals/:id`, page, (_request, reply) =>
    reply.type('text/html').send(refusalPage(title)),
  );
  server.get(`${folder}/programs`, data, async () => {
    const up = await Promise.all(programs.map((program) => isUp(program)));
    return programs.map(({ name, url }, index) => ({ name, url, up: up[index] }));
  });
  server.post(`${folder}/tokens`, data, async () => ({ token: await freshToken(development) }));
  server.post(`${folder}/explanations`, data, async ({ body }) => {
    const { token } = (body ?? {}) as { readonly token?: unknown };
    if (typeof token !== 'string') {
      throw new InvalidInputException([{ path: 'token', message: 'must be a text' }]);
    }
    return explain(token);
  });
  server.get<{ Params: { id: string } }>(
    `${folder}/refusals/:id/explanation`,
    data,
    async ({ params }) => {
      const found = refused.find(params.id);
      if (found === undefined) {
        throw new NotFoundException(
          'No refusal with this request id is remembered: the last hundred are, until a restart.',
        );
      }
      const { token, reason } = found;
      return { reason, ...(token !== undefined && { explanation: await explain(token) }) };
    },
  );
}

function checkLocalPage(request: FastifyRequest): Promise<void> {
  return Promise.resolve().then(() => requireLocalPage(request));
}

function serveFiles(server: FastifyInstance): void {
  const require = createRequire(import.meta.url);
  const serve = (name: string, source: string) =>
    server.get(
      `${folder}/${name}`,
      serveFromMemory(() => require.resolve(`${source}/${name}`), 'no-cache'),
    );
  for (const name of ownFiles) {
    serve(name, '#development-page');
  }
  for (const name of sharedFiles) {
    serve(name, '#documentation-page');
  }
}

/** Scripts and styles of this address only, which may ask nothing but this address. */
function pageHeaders(publicUrl: string) {
  const self = ["'self'"];
  const directives = {
    scriptSrc: self,
    styleSrc: self,
    imgSrc: self,
    connectSrc: self,
    formAction: ["'none'"],
  };
  return securityHeaders(publicUrl, { directives });
}
