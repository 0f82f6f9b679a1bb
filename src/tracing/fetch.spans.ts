import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { fail, type SpanSource } from './span-source.js';

/** What undici, and with it Node's own `fetch`, publishes. */
interface FetchMessage {
  readonly request: {
    readonly method: string;
    readonly origin?: string | URL | undefined;
    readonly path: string;
    readonly headers?: unknown;
    readonly addHeader: (name: string, value: string) => unknown;
  };
  readonly response?: { readonly statusCode: number };
  readonly error?: unknown;
}

/**
 * A span for each request that this process sends with `fetch`: all of them fetch documents and keys of
 * identity providers. The trace is passed on.
 *
 * @returns stops it
 */
export function traceFetches({ tracer, contexts, propagator }: SpanSource): () => void {
  const spans = new WeakMap<object, Span>();
  const take = (request: object) => {
    const span = spans.get(request);
    spans.delete(request);
    return span;
  };
  const subscribers: Readonly<Record<string, (message: FetchMessage) => void>> = {
    'undici:request:create': ({ request }) => {
      const parent = contexts.getStore();
      // Without a request or a check of a token around it, it is a refresh in the background.
      const context = parent ?? ROOT_CONTEXT;
      const [path = ''] = request.path.split('?');
      const attributes = {
        'http.request.method': request.method,
        'url.full': `${String(request.origin ?? '')}${path}`,
      };
      const span = tracer.startSpan('key fetch', { kind: SpanKind.CLIENT, attributes }, context);
      spans.set(request, span);
      // A sender that has a trace of its own keeps it.
      if (/\btraceparent\b/i.test(JSON.stringify(request.headers ?? ''))) {
        return;
      }
      propagator.inject(trace.setSpan(context, span), request, {
        set: (carrier, name, value) => carrier.addHeader(name, value),
      });
    },
    'undici:request:headers': ({ request, response }) => {
      const status = response?.statusCode ?? 0;
      const span = spans.get(request)?.setAttribute('http.response.status_code', status);
      if (status >= 400) {
        span?.setStatus({ code: SpanStatusCode.ERROR });
      }
    },
    'undici:request:trailers': ({ request }) => take(request)?.end(),
    'undici:request:error': ({ request, error }) => {
      const span = take(request);
      if (span) {
        fail(span, error);
        span.end();
      }
    },
  };
  const listeners = Object.entries(subscribers).map(
    ([name, subscriber]) =>
      [name, (message: unknown) => subscriber(message as FetchMessage)] as const,
  );
  for (const [name, listener] of listeners) {
    subscribe(name, listener);
  }
  return () => {
    for (const [name, listener] of listeners) {
      unsubscribe(name, listener);
    }
  };
}
