import type { AsyncLocalStorage } from 'node:async_hooks';
import { SpanStatusCode, type Context, type Span, type Tracer } from '@opentelemetry/api';
import type { W3CTraceContextPropagator } from '@opentelemetry/core';

/** What spans are made with. The context is this application's own: nothing is registered globally. */
export interface SpanSource {
  readonly tracer: Tracer;
  readonly contexts: AsyncLocalStorage<Context>;
  readonly propagator: W3CTraceContextPropagator;
}

/** Marks a span as failed, by a code or the name of a class: a message can hold values of a request. */
export function fail(span: Span, error: unknown): void {
  const { refusal, code, name } = (error ?? {}) as {
    readonly refusal?: { readonly reason?: unknown; readonly kind?: unknown };
    readonly code?: unknown;
    readonly name?: unknown;
  };
  const type = [refusal?.reason, refusal?.kind, code, name].find(
    (part) => typeof part === 'string',
  );
  span.setAttribute('error.type', type ?? 'error');
  span.setStatus({ code: SpanStatusCode.ERROR });
}
