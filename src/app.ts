import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { ownerKey, type Caller } from './auth/index.js';
import type { Settings } from './config/index.js';
import { serveDevelopment } from './development/index.js';
import { Edge, type EdgeOptions } from './edge/index.js';
import { InputValidationPipe, ProblemFilter } from './errors/index.js';
import { NestLogger } from './logging/index.js';
import {
  createOpenApiDocument,
  serveDocumentation,
  serveResourceMetadata,
  serveStartPage,
  type OpenApiOptions,
} from './openapi/index.js';
import { api, resources } from './resources.js';
import type { Tracing } from './tracing/index.js';

/** The API and its description. */
export interface App {
  readonly nest: NestFastifyApplication;
  readonly document: OpenAPIObject;
}

/** What an application is made of; {@link createApp} and the tests both build it from this. */
export interface AppDefinition {
  readonly module: DynamicModule;
  readonly adapter: FastifyAdapter;
  readonly options: NestApplicationOptions;
  /** Adds what does not belong to a module: the edge, filters, pipes and the documentation. */
  readonly configure: (nest: NestFastifyApplication) => App;
}

/**
 * Creates the API. Nothing is opened, fetched or listened to before `init` or `listen` is called on
 * the result.
 *
 * @param settings what the environment decided
 * @param log where everything is logged
 * @param tracing traces requests and queries; left out: nothing is traced
 */
export async function createApp(settings: Settings, log: Logger, tracing?: Tracing): Promise<App> {
  const { module, adapter, options, configure } = defineApp(settings, log, tracing);
  return configure(
    await NestFactory.create<NestFastifyApplication>(module, adapter, {
      ...options,
      abortOnError: false,
    }),
  );
}

/** Says what the API is made of, without creating it. */
export function defineApp(settings: Settings, log: Logger, tracing?: Tracing): AppDefinition {
  const edge = new Edge(edgeOptions(settings), log);
  return {
    module: AppModule.forRoot(settings, edge, tracing),
    adapter: new FastifyAdapter(edge.serverOptions),
    options: { logger: new NestLogger(log), bodyParser: false },
    configure: (nest) => {
      const server = nest.getHttpAdapter().getInstance();
      // First, so that what the edge refuses is traced too.
      tracing?.traceServer(server);
      edge.protect(server);
      nest.useGlobalFilters(new ProblemFilter());
      nest.useGlobalPipes(new InputValidationPipe());
      const documentation = openApiOptions(settings);
      const document = createOpenApiDocument(nest, documentation);
      if (settings.documentation.enabled) {
        serveDocumentation(nest, document, documentation);
      }
      serveResourceMetadata(nest, documentation);
      if (settings.development) {
        serveDevelopment(nest, settings.development, settings, api.title);
      } else {
        serveStartPage(nest, documentation);
      }
      return { nest, document };
    },
  };
}

function edgeOptions({ http, edge, logging }: Settings): EdgeOptions {
  return {
    ...edge,
    counterPrefix: api.name,
    publicUrl: http.publicUrl,
    listensOnPipe: http.path !== undefined,
    pseudonymKey: logging.pseudonymKey,
    subjectOf: ({ caller }: { caller?: Caller }) => caller && ownerKey(caller),
  };
}

function openApiOptions({ http, auth, documentation, development }: Settings): OpenApiOptions {
  const { title, summary, guide } = api;
  return {
    title,
    summary,
    guide,
    tags: resources.map(({ tag, description }) => ({ name: tag, description })),
    publicUrl: http.publicUrl,
    documentationUrl: documentation.enabled ? `${http.publicUrl}/docs` : undefined,
    authorizationServers: auth.providers.flatMap(
      ({ authorizationServers }) => authorizationServers,
    ),
    providers: auth.providers.map(({ kind, documentationClientId, ...provider }) => ({
      ...provider,
      product: products[kind],
      clientId: documentationClientId,
    })),
    scopes: resources.flatMap(({ scopes }) => scopes),
    demoSignIn: development?.signIn,
  };
}

/** What people call the identity providers. */
const products = {
  b2c: 'Azure AD B2C',
  entra: 'Microsoft Entra ID',
  'entra-multi-tenant': 'Microsoft Entra ID',
  'external-id': 'Microsoft Entra External ID',
} as const;
