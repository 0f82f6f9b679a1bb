import { tracingChannel } from 'node:diagnostics_channel';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { fail, type SpanSource } from './span-source.js';

/**
 * Records a span for each check of an access token. The guard publishes when one starts and ends.
 *
 * @returns stops it
 */
export function traceTokenChecks({ tracer, contexts }: SpanSource): () => void {
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
