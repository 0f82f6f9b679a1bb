import { AsyncLocalStorage } from 'node:async_hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  detectResources,
  envDetector,
  resourceFromAttributes,
  defaultResource,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyInstance } from 'fastify';
import type { LogEvent } from 'kysely';
import { traceFetches } from './fetch.spans.js';
import { recordQuery } from './query.spans.js';
import { traceRequests } from './request.spans.js';
import type { SpanSource } from './span-source.js';
import { traceTokenChecks } from './token-check.spans.js';

/** How requests are traced. Where spans go to, the exporter reads from `OTEL_EXPORTER_OTLP_*` itself. */
export interface TracingOptions {
  /** The name of the service in the traces, unless `OTEL_SERVICE_NAME` gives another. */
  readonly serviceName: string;
  /** Which share of the traces is recorded, from 0 to 1. */
  readonly ratio: number;
  /** Whether a trace that a caller has begun is recorded where the caller records it, whatever the share. */
  readonly parentBased: boolean;
}

/** Traces of one application. */
export interface Tracing {
  /** Traces the requests of a server. To be called before it gets any other hook. */
  readonly traceServer: (server: FastifyInstance) => void;
  /** Records a statement that has ended. For Kysely's option `log`. */
  readonly traceQuery: (event: LogEvent) => void;
}

/**
 * Starts to trace: requests, checks of tokens that are not in the cache, fetches of signing keys, and
 * statements. Spans hold no token, no person, no address of a caller and no value of a statement. It stops when the
 * server closes.
 */
export function startTracing({ serviceName, ratio, parentBased }: TracingOptions): Tracing {
  const sampler = new TraceIdRatioBasedSampler(ratio);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': serviceName }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: parentBased ? new ParentBasedSampler({ root: sampler }) : sampler,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const source: SpanSource = {
    tracer: provider.getTracer('tasks-api'),
    contexts: new AsyncLocalStorage(),
    propagator: new W3CTraceContextPropagator(),
  };
  const stopChecks = traceTokenChecks(source);
  const stopFetches = traceFetches(source);
  return {
    traceServer: (server) => {
      traceRequests(server, source);
      server.addHook('onClose', async () => {
        stopChecks();
        stopFetches();
        // A receiver that is away must not turn a clean stop into a failure.
        await provider.shutdown().catch(() => undefined);
      });
    },
    traceQuery: (event) => recordQuery(source, event),
  };
}
