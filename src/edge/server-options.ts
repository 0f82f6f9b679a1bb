import type { Server } from 'node:http';
import type { FastifyHttpOptions, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { respondToUnparsableRequest, sendProblem } from '../errors/index.js';
import { newRequestId, requestIdOf, type RequestLog } from '../logging/index.js';
import type { CallerPseudonymizer } from './caller-pseudonyms.js';
import { runEdgeHooks, type EdgeHook } from './edge-hook.js';
import { maxUrlLength } from './request-syntax.js';

/** 100 kB: enough for texts of 8,000 characters in all, of which JSON may escape every one. */
const maxBodyBytes = 100_000;

/** For the request line and all header fields. A token may have 12 KiB. */
const maxHeaderBytes = 16_384;

/** How long the header section of a request may take. It also applies to a connection without a request. */
const headersTimeoutMs = 10_000;

/** How long a request may take to arrive, body included. */
const requestTimeoutMs = 20_000;

/** How often Node looks for late requests. Its default of 30 s would more than double both timeouts. */
const connectionsCheckingIntervalMs = 1_000;

/** Longer than load balancers keep idle connections, so that they never use one that is being closed. */
const keepAliveTimeoutMs = 100_000;

/** What answers need to requests that Fastify or Node cannot parse. */
export interface ParserFailureOptions {
  /** Run for every request, also for one whose target Fastify cannot decode. */
  readonly hooks: readonly EdgeHook[];
  /** Headers of answers to bytes that are not an HTTP request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly callers: CallerPseudonymizer;
}

/**
 * The options that Fastify is created with: sizes, timeouts, request ids, and answers to what Fastify or
 * Node cannot parse.
 *
 */
export function serverOptions(
  log: Logger,
  requestLog: RequestLog,
  { hooks, headers, callers }: ParserFailureOptions,
): FastifyHttpOptions<Server> {
  return {
    loggerInstance: log,
    logController: requestLog,
    genReqId: requestIdOf,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    // A path parameter that is no id is answered with 404, however long it is.
    routerOptions: { maxParamLength: maxUrlLength },
    // Requests in progress are still answered after the signal to stop.
    return503OnClosing: false,
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: connectionsCheckingIntervalMs,
      // Node would answer a request without Host with an empty body; `checkRequestSyntax` refuses it.
      requireHostHeader: false,
    },
    frameworkErrors: (error, request, reply) =>
      void answerFrameworkError(error, request, reply, hooks, requestLog),
    clientErrorHandler: (error, socket) => {
      const requestId = newRequestId();
      const refusal = respondToUnparsableRequest(error, socket, requestId, headers);
      const pseudonyms = callers.ofSocket(socket);
      log.info({ requestId, method: null, route: null, refusal, ...pseudonyms }, 'request');
    },
  };
}

/** For a target that it cannot decode, Fastify neither runs hooks nor logs the request. */
async function answerFrameworkError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  hooks: readonly EdgeHook[],
  requestLog: RequestLog,
): Promise<void> {
  let reason = error;
  try {
    await runEdgeHooks(hooks, request, reply);
  } catch (refusal) {
    reason = refusal;
  }
  if (!reply.sent) {
    sendProblem(reason, request, reply);
  }
  requestLog.requestCompleted(undefined, request, reply);
}
