import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import type { LogEvent } from 'kysely';
import { fail, type SpanSource } from './span-source.js';

/**
 * Records a statement that has ended. Statements have placeholders in place of values, so that their text says nothing
 * about anybody.
 */
export function recordQuery({ tracer, contexts }: SpanSource, event: LogEvent): void {
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
