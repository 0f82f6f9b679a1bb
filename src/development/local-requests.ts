import { ForbiddenException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ProblemException } from '../errors/index.js';

/** A page of another origin asks, or one that reached this machine under a name of its own. */
export class ForeignPageException extends ForbiddenException implements ProblemException {
  readonly reason = 'foreign_page';

  constructor() {
    super('Only pages of this address may ask for this.');
  }
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Lets pass what a page of this very address asks, and programs of this machine.
 *
 * The name is checked because a web page can make its own name lead to this machine (DNS rebinding), and is
 * then of the same origin as far as the browser knows.
 *
 * @throws {ForeignPageException}
 */
export function requireLocalPage({ headers }: Pick<FastifyRequest, 'headers'>): void {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  const sameOrigin = origin === undefined || origin === `http://${host}`;
  if (!loopbackHost.test(host) || !sameSite || !sameOrigin) {
    throw new ForeignPageException();
  }
}
