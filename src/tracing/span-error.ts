import { SpanStatusCode, type Span } from '@opentelemetry/api';

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
