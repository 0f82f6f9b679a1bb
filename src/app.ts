import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { ownerKey, type Caller } from './auth/index.js';
import type { Settings } from './config/index.js';
import { Edge, type EdgeOptions } from './edge/index.js';
import { InputValidationPipe, ProblemFilter } from './errors/index.js';
import { NestLogger } from './logging/index.js';
import {
  createOpenApiDocument,
  serveDocumentation,
  serveResourceMetadata,
  type OpenApiOptions,
} from './openapi/index.js';

/** The API, put together, and its description. */
export interface App {
  readonly nest: NestFastifyApplication;
  readonly document: OpenAPIObject;
}

/**
 * Puts the API together; the one place that does. Nothing is opened, fetched or listened to before
 * `init` or `listen` is called on the result.
 *
 * @param settings what the environment decided
 * @param log where everything is logged
 */
export async function createApp(settings: Settings, log: Logger): Promise<App> {
  const edge = new Edge(edgeOptions(settings), log);
  const nest = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, edge),
    new FastifyAdapter(edge.serverOptions),
    { logger: new NestLogger(log), bodyParser: false, abortOnError: false },
  );
  edge.protect(nest.getHttpAdapter().getInstance());
  nest.useGlobalFilters(new ProblemFilter());
  nest.useGlobalPipes(new InputValidationPipe());
  const options = openApiOptions(settings);
  const document = createOpenApiDocument(nest, options);
  serveDocumentation(nest, document, options);
  serveResourceMetadata(nest, options);
  return { nest, document };
}

function edgeOptions({ http, edge }: Settings): EdgeOptions {
  return {
    ...edge,
    publicUrl: http.publicUrl,
    subjectOf: ({ caller }: { caller?: Caller }) => caller && ownerKey(caller),
  };
}

function openApiOptions({ http, auth }: Settings): OpenApiOptions {
  const [provider] = auth.providers;
  return {
    publicUrl: http.publicUrl,
    authorizationServers: provider.authorizationServers,
    authorizationUrl: provider.authorizationUrl,
    tokenUrl: provider.tokenUrl,
    scopePrefix: provider.scopePrefix,
    scopes: [
      { name: 'tasks.read', description: 'Read your tasks' },
      { name: 'tasks.write', description: 'Add, change and delete your tasks' },
    ],
    fullAccessScope: provider.fullAccessScope,
    clientId: provider.documentationClientId,
  };
}
