import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { AuthStatistics } from '../auth/index.js';
import { publishAuthFigures } from './auth-figures.js';
import { METRICS_OPTIONS, type MetricsOptions } from './metrics.options.js';
import { measureRequests } from './request-durations.js';

/** A scrape takes milliseconds; nothing else is asked for here. */
const requestTimeoutMs = 10_000;

/**
 * Publishes figures in the text format of Prometheus. On a port of its own, so that what faces the
 * world does not show them, and so that they can be read while the API stops.
 */
@Injectable()
export class MetricsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(MetricsListener.name);
  readonly #server: FastifyInstance;

  constructor(
    @Inject(METRICS_OPTIONS) private readonly options: MetricsOptions,
    statistics: AuthStatistics,
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
  ) {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    measureRequests(httpAdapter.getInstance(), registry);
    publishAuthFigures(() => statistics.read(), registry);
    this.#server = fastify({
      requestTimeout: requestTimeoutMs,
      // Whoever connects and says nothing would otherwise keep the process from ending.
      forceCloseConnections: true,
    });
    this.#server.get('/metrics', async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    const address = await this.#server.listen({ ...this.options });
    this.#logger.log(`metrics at ${address}/metrics`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#server.close();
  }
}
