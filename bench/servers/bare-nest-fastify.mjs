import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { decorate } from '../support/nest.mjs';

class LiveController {
  live() {
    return { status: 'ok' };
  }
}
decorate(LiveController, [Controller('health')], { live: [Get('live')] });

class LiveModule {}
decorate(LiveModule, [Module({ controllers: [LiveController] })]);

// The least that a Nest application on Fastify can be: how fast any of them can start.
const nest = await NestFactory.create(LiveModule, new FastifyAdapter(), { logger: false });
nest.enableShutdownHooks();
await nest.listen(Number(process.env.PORT), '127.0.0.1');
