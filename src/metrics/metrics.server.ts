import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { AuthStatistics } from '../auth/index.js';
import { Database } from '../database/index.js';
import type { LimitUsage } from '../edge/index.js';
import { authMetrics } from './auth.metrics.js';
import { databaseMetrics } from './database.metrics.js';
import { limitMetrics } from './limit.metrics.js';
import { registerRequestMetrics } from './request.metrics.js';
import { registerSampledMetrics } from './sampled-metrics.js';

/** Injection token of {@link MetricsOptions}. */
export const METRICS_OPTIONS = Symbol('METRICS_OPTIONS');

/** Where the metrics server listens, and what it cannot have injected. */
export interface MetricsOptions {
  readonly host: string;
  readonly port: number;
  /** How the limits stand now. */
  readonly readLimits: () => LimitUsage;
}

/** A scrape takes milliseconds. */
const requestTimeoutMs = 10_000;

/**
 * Serves metrics in the text format of Prometheus. It has a port of its own, so that the API's port does
 * not show them, and so that they can be scraped while the API shuts down.
 */
@Injectable()
export class MetricsServer implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(MetricsServer.name);
  readonly #registry = new Registry();
  readonly #server: FastifyInstance;

  constructor(
    @Inject(METRICS_OPTIONS) private readonly options: MetricsOptions,
    statistics: AuthStatistics,
    database: Database,
    private readonly adapterHost: HttpAdapterHost<FastifyAdapter>,
  ) {
    const registry = this.#registry;
    collectDefaultMetrics({ register: registry });
    registerSampledMetrics(authMetrics, () => statistics.read(), registry);
    registerSampledMetrics(databaseMetrics, () => database.connectionUsage(), registry);
    registerSampledMetrics(limitMetrics, options.readLimits, registry);
    this.#server = fastify({
      requestTimeout: requestTimeoutMs,
      // An idle connection would otherwise keep the process from ending.
      forceCloseConnections: true,
    });
    this.#server.get('/metrics', async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  }

  /** Not in the constructor: a testing module makes its providers before it has an HTTP adapter. */
  onModuleInit(): void {
    registerRequestMetrics(this.adapterHost.httpAdapter.getInstance(), this.#registry);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { host, port } = this.options;
    const address = await this.#server.listen({ host, port });
    this.#logger.log(`metrics at ${address}/metrics`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#server.close();
  }
}
