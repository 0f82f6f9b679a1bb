import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { Eta } from 'eta';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SpokenFailure } from '../errors/index.js';
import { returnPathOf, signedInOf } from '../session/index.js';

/** One page to be shown. */
export interface Page {
  /** A file in `views`, without its ending. */
  readonly template: string;
  readonly title: string;
  /** What did not work: it decides the status, and its code goes into the log. */
  readonly failure?: SpokenFailure | undefined;
  readonly data?: object;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Why a request failed: a stable code for its line in the log. */
    failure?: string;
  }
}

/** Renders pages. Everything that a template writes with `<%= %>` is escaped. */
@Injectable()
export class Pages {
  readonly #eta = new Eta({
    views: fileURLToPath(new URL('../../views', import.meta.url)),
    autoEscape: true,
    cache: true,
  });

  /** Sends a page. A notice that waits in the session is shown on it, and then forgotten. */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { template, title, failure, data }: Page,
  ): Promise<void> {
    const html = this.#eta.render(template, { ...data, failure, page: frameOf(request, title) });
    // Faults that are found before the session is read have none.
    if (request.session?.notice !== undefined) delete request.session.notice;
    if (failure) request.failure = failure.reason;
    if (failure?.retryAfter !== undefined) void reply.header('retry-after', failure.retryAfter);
    await reply
      .status(failure?.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(html);
  }
}

/** What the frame around every page needs. */
function frameOf(request: FastifyRequest, title: string) {
  const signedIn = request.session ? signedInOf(request) : undefined;
  return {
    title,
    path: request.url.split('?', 1)[0],
    returnTo: encodeURIComponent(returnPathOf(request)),
    signedIn: signedIn !== undefined,
    name: signedIn?.claims.name ?? 'somebody without a name',
    csrf: signedIn?.csrfToken,
    notice: request.session?.notice,
  };
}
