import 'reflect-metadata';
import fastifyFormbody from '@fastify/formbody';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Settings } from './config/index.js';
import { addRequestLog, addSecurityHeaders, serverOptions } from './server/index.js';
import { registerSessions } from './session/index.js';

/**
 * Creates the application. It listens once `listen` is called on it.
 *
 * @param logger where Nest and this client log to
 */
export async function createApp(
  settings: Settings,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings),
    createAdapter(settings),
    { ...applicationOptions, logger },
  );
  return configureApp(app, settings);
}

/** Nest's options, the same in the tests. Forms are the only bodies, see `configureApp`. */
export const applicationOptions = { bodyParser: false, abortOnError: false } as const;

/** The HTTP server behind Nest. */
export function createAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter(serverOptions(settings));
}

/** Adds what is not part of a Nest module: logging, headers, sessions and the form parser. */
export async function configureApp(
  app: NestFastifyApplication,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const server = app.getHttpAdapter().getInstance();
  addRequestLog(server);
  addSecurityHeaders(server, settings);
  await registerSessions(server, settings);
  server.removeAllContentTypeParsers();
  await server.register(fastifyFormbody);
  return app;
}
