import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { stockApplication } from './stock-application.mjs';

export async function start({ provider }) {
  const nest = await NestFactory.create(stockApplication(provider), new ExpressAdapter(), {
    logger: false,
  });
  await nest.listen(0, '127.0.0.1');
  return { port: nest.getHttpServer().address().port };
}
