import 'reflect-metadata';
import fastifyFormbody from '@fastify/formbody';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Settings } from './config/index.js';
import { addRequestLog, addSecurityHeaders, serverOptions } from './server/index.js';
import { addSessions } from './session/index.js';

/**
 * Puts the client together; the one place that does. Nothing is listened to before `listen` is
 * called on the result.
 *
 * @param settings what the environment decided
 * @param logger where Nest and this client log to
 */
export async function createApp(
  settings: Settings,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings),
    new FastifyAdapter(serverOptions(settings)),
    { logger, bodyParser: false, abortOnError: false },
  );
  const server = app.getHttpAdapter().getInstance();
  addRequestLog(server);
  addSecurityHeaders(server, settings);
  await addSessions(server, settings);
  server.removeAllContentTypeParsers();
  await server.register(fastifyFormbody);
  return app;
}
