import type { Server } from 'node:http';
import type { FastifyHttpOptions, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { answerBrokenRequest, sendProblem } from '../errors/index.js';
import { newRequestId, RequestLog, requestIdOf } from '../logging/index.js';
import { maxUrlLength } from './request-form.js';
import { take, type Step } from './step.js';

/** 100 kB: a task has at most 4,200 characters, which is 50 kB in the most wasteful spelling. */
const maxBodyBytes = 100_000;

/** The request line and all headers. A token may have 12 KiB. */
const maxHeaderBytes = 16_384;

/** How long the headers of a request may take, and all of it. A connection that says nothing counts. */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 20_000;

/** How often Node looks for requests that take longer. Its own 30 s would double both times. */
const checkingIntervalMs = 1_000;

/** Longer than load balancers keep theirs, or they would send requests into closed connections. */
const keepAliveMs = 100_000;

/**
 * How Fastify is to listen: limits, request ids, and answers to what is no proper request.
 *
 * @param steps what every request meets, also one whose address Fastify cannot read
 * @param headers of answers to what is not even a request
 */
export function serverOptions(
  log: Logger,
  steps: readonly Step[],
  headers: Readonly<Record<string, string>>,
): FastifyHttpOptions<Server> {
  return {
    loggerInstance: log,
    logController: new RequestLog(),
    genReqId: requestIdOf,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    // An id that is none is 404, however long it is; the address has a limit of its own.
    routerOptions: { maxParamLength: maxUrlLength },
    // What is under way when the process is told to stop is still answered, not refused.
    return503OnClosing: false,
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: checkingIntervalMs,
      // Node would refuse a request without Host by itself, with an empty body; a step does it.
      requireHostHeader: false,
    },
    frameworkErrors: (error, request, reply) => void answerUnreadable(error, request, reply, steps),
    clientErrorHandler: (error, socket) => {
      const requestId = newRequestId();
      const refusal = answerBrokenRequest(error, socket, requestId, headers);
      log.info({ requestId, method: null, route: null, refusal }, 'request');
    },
  };
}

/** Fastify runs no hook for an address that it cannot read, and writes no line to the log. */
async function answerUnreadable(
  fault: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  steps: readonly Step[],
): Promise<void> {
  let reason = fault;
  try {
    await take(steps, request, reply);
  } catch (refusal) {
    reason = refusal;
  }
  if (!reply.sent) sendProblem(reason, request, reply);
  const { method, refusal } = request;
  request.log.info({ method, route: null, status: reply.statusCode, refusal }, 'request');
}
