import {
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SpanSource } from './span-source.js';

/**
 * A span for each request, within the caller's trace where it sent `traceparent` (W3C Trace Context). The
 * lines that the request writes to the log have the id of the trace.
 */
export function traceRequests(server: FastifyInstance, source: SpanSource): void {
  const { tracer, contexts, propagator } = source;
  const contextOf = new WeakMap<FastifyRequest, Context>();
  server.addHook('onRequest', (request, reply, done) => {
    const caller = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, caller);
    const context = trace.setSpan(caller, span);
    contextOf.set(request, context);
    request.log = request.log.child({ traceId: span.spanContext().traceId });
    reply.raw.once('close', () => {
      describe(span, request, reply);
      span.end();
    });
    contexts.run(context, done);
  });
  // Reading a body ends in an event of the socket, which does not know the request's context.
  server.addHook('preValidation', (request, _reply, done) => {
    contexts.run(contextOf.get(request) ?? ROOT_CONTEXT, done);
  });
}

/** The pattern of the route and codes of this program, nothing that the caller has written. */
function describe(span: Span, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.is404 ? undefined : request.routeOptions.url;
  if (route !== undefined) {
    span.updateName(`${request.method} ${route}`);
    span.setAttribute('http.route', route);
  }
  span.setAttribute('http.request.method', request.method);
  const answered = reply.raw.writableFinished;
  if (answered) {
    span.setAttribute('http.response.status_code', reply.statusCode);
  }
  if (request.refusal !== undefined) {
    span.setAttribute('error.type', request.refusal);
  }
  if (!answered || reply.statusCode >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
}
