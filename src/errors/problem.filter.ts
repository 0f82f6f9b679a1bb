import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from './describe-error.js';
import { problem, PROBLEM_MEDIA_TYPE } from './problem.js';

/** Everything that is thrown while a request is served leaves as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (sendProblem(error, request, http.getResponse<FastifyReply>()) === 500) {
      this.#logger.error({ err: error, requestId: request.id });
    }
  }
}

/**
 * Answers a request with the problem that an error stands for.
 *
 * @returns the status sent
 */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): number {
  const { status, detail, headers, code, errors, reason, hint, cause } = describeError(error);
  // 304 is thrown like an error but is none: nothing was refused.
  if (status >= 400) {
    request.refusal = reason;
  }
  request.refusalHint = hint;
  request.refusalCause = cause;
  if (reply.sent) {
    return status;
  }
  void reply.status(status).headers(headers);
  if (status < 400) {
    // A 304 has no body (RFC 9110 section 15.4.5).
    void reply.send();
  } else {
    const body = JSON.stringify(problem(status, detail, request.id, { code, errors }));
    void reply.type(PROBLEM_MEDIA_TYPE).send(body);
  }
  return status;
}
