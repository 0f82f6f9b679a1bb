import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import type { Logger } from 'pino';
import { answerBrokenRequest, sendProblem } from '../errors/index.js';
import { newRequestId, RequestLog, requestIdOf } from '../logging/index.js';

/** 100 kB: a task has at most 4,200 characters, which is 50 kB in the most wasteful spelling. */
const maxBodyBytes = 100_000;

/** How Fastify is to listen: limits, request ids, and answers to what is no proper request. */
export function serverOptions(log: Logger): FastifyHttpOptions<Server> {
  return {
    loggerInstance: log,
    logController: new RequestLog(),
    genReqId: requestIdOf,
    bodyLimit: maxBodyBytes,
    requestTimeout: 30_000,
    // What is under way when the process is told to stop is still answered, not refused.
    return503OnClosing: false,
    // Node would refuse a request without Host by itself, with an empty body; our hook does it.
    http: { requireHostHeader: false },
    frameworkErrors: (error, request, reply) => {
      void reply.header('X-Request-Id', request.id);
      const status = sendProblem(error, request, reply);
      request.log.info({ method: request.method, route: null, status, refusal: request.refusal });
    },
    clientErrorHandler: (error, socket) => {
      const requestId = newRequestId();
      const refusal = answerBrokenRequest(error, socket, requestId);
      log.info({ requestId, method: null, route: null, refusal }, 'request');
    },
  };
}
