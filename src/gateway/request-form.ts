import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Step } from './step.js';

/** No address of this API comes near; a cursor is the longest part of one. */
export const maxUrlLength = 4_096;

/** Says in every answer by which id the log knows the request. */
export const sendRequestId: Step = (request, reply) => {
  void reply.header('x-request-id', request.id);
};

/** Refuses requests that Node lets through although they are not well formed. */
export const checkForm: Step = (request) => {
  if (!request.headers.host && request.raw.httpVersion === '1.1') {
    throw new BadRequestException('The Host header is missing (RFC 9112 section 3.2).');
  }
  if ((request.raw.url?.length ?? 0) > maxUrlLength) {
    throw new HttpException('The address is too long.', HttpStatus.URI_TOO_LONG);
  }
  forgetTypeOfNoBody(request);
};

/**
 * Clients often announce a media type although they send no body, most of all with DELETE. Without
 * a body there is nothing to parse and so nothing to refuse.
 */
function forgetTypeOfNoBody({ method, headers }: FastifyRequest): void {
  const length = headers['content-length'] ?? '0';
  if (method === 'DELETE' && length === '0' && headers['transfer-encoding'] === undefined) {
    delete headers['content-type'];
  }
}
