import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, Tracer } from '@opentelemetry/api';
import type { W3CTraceContextPropagator } from '@opentelemetry/core';

/** What spans are made with. The context is this application's own: nothing is registered globally. */
export interface SpanSource {
  readonly tracer: Tracer;
  readonly contexts: AsyncLocalStorage<Context>;
  readonly propagator: W3CTraceContextPropagator;
}
