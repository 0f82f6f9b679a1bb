import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EdgeHook } from './edge-hook.js';

/** The longest accepted request target, in characters. The longest part that a caller needs is a cursor. */
export const maxUrlLength = 4_096;

/** Sends the request id, which is also in the log, with every answer. */
export const sendRequestId: EdgeHook = (request, reply) => {
  void reply.header('x-request-id', request.id);
};

/** `uri-host [":" port]`: an IP literal, or a name of unreserved characters, escapes and sub-delims. */
const hostSyntax = /^(?:\[[0-9a-f:.]+\]|(?:[\w\-.~!$&'()*+,;=]|%[0-9a-f]{2})+)(?::\d*)?$/i;

/** Refuses requests that Node accepts although they are malformed, or whose target is too long. */
export const checkRequestSyntax: EdgeHook = (request) => {
  checkHost(request);
  if ((request.raw.url?.length ?? 0) > maxUrlLength) {
    throw new HttpException('The address is too long.', HttpStatus.URI_TOO_LONG);
  }
  removeTypeOfEmptyBody(request);
};

/** RFC 9112 section 3.2: exactly one Host field is required, with a valid value. */
function checkHost({ headers: { host }, raw: { httpVersion, rawHeaders } }: FastifyRequest): void {
  if (!host && httpVersion === '1.1') {
    throw new BadRequestException('The Host header is missing (RFC 9112 section 3.2).');
  }
  if (host && !hostSyntax.test(host)) {
    throw new BadRequestException('The Host header is malformed (RFC 9112 section 3.2).');
  }
  // Node keeps the first of several Host fields and drops the others from `headers`.
  const isHost = (field: string, index: number) =>
    index % 2 === 0 && field.length === 4 && field.toLowerCase() === 'host';
  if (rawHeaders.filter(isHost).length > 1) {
    throw new BadRequestException('There is more than one Host header (RFC 9112 section 3.2).');
  }
}

/**
 * Removes the Content-Type of a DELETE without a body. Many clients send one, and Fastify would try to
 * parse the empty body as JSON.
 */
function removeTypeOfEmptyBody({ method, headers }: FastifyRequest): void {
  const length = headers['content-length'] ?? '0';
  if (method === 'DELETE' && length === '0' && headers['transfer-encoding'] === undefined) {
    delete headers['content-type'];
  }
}
