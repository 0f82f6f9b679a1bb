import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
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
import { traceRequests } from './request.spans.js';
import { fail, type SpanSource } from './spans.js';

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

/** Statements have placeholders in place of values, so their text says nothing about anybody. */
function recordQuery({ tracer, contexts }: SpanSource, event: LogEvent): void {
  const end = Date.now();
  const span = tracer.startSpan(
    'query',
    {
      kind: SpanKind.CLIENT,
      startTime: end - event.queryDurationMillis,
      attributes: { 'db.query.text': event.query.sql },
    },
    contexts.getStore() ?? ROOT_CONTEXT,
  );
  if (event.level === 'error') {
    fail(span, event.error);
  }
  span.end(end);
}

/** A span for each check; the guard publishes when one starts and ends. */
function traceTokenChecks({ tracer, contexts }: SpanSource): () => void {
  const channel = tracingChannel('nestjs-azure-auth:verify');
  channel.start.bindStore(contexts, () => {
    const parent = contexts.getStore() ?? ROOT_CONTEXT;
    return trace.setSpan(parent, tracer.startSpan('token check', {}, parent));
  });
  const spanNow = () => trace.getSpan(contexts.getStore() ?? ROOT_CONTEXT);
  const subscribers = {
    start: () => undefined,
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: () => spanNow()?.end(),
    error: ({ error }: { readonly error: unknown }) => {
      const span = spanNow();
      if (span) {
        fail(span, error);
      }
    },
  };
  channel.subscribe(subscribers);
  return () => {
    channel.start.unbindStore(contexts);
    channel.unsubscribe(subscribers);
  };
}
