import { fileURLToPath } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import { Eta } from 'eta';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/index.js';
import type { ErrorDescription } from '../errors/index.js';
import { returnPathOf, signedInUser } from '../session/index.js';

/** One page. */
export interface Page {
  /** A file in `views`, without its extension. */
  readonly template: string;
  readonly title: string;
  /** Decides the status; its reason goes into the log. */
  readonly error?: ErrorDescription | undefined;
  readonly data?: object;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request failed: a stable code for its line in the log. */
    failure?: string;
  }
}

/** Renders pages from templates. Everything that a template writes with `<%= %>` is escaped. */
@Injectable()
export class PageRenderer {
  readonly #eta = new Eta({
    views: fileURLToPath(new URL('../../views', import.meta.url)),
    autoEscape: true,
    cache: true,
  });

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Sends a page. The notice that a previous page left is shown on it, and then removed. */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { template, title, error, data }: Page,
  ): Promise<void> {
    const html = this.#eta.render(template, {
      ...data,
      error,
      page: {
        ...layoutData(request, title),
        provider: this.settings.provider.kind,
      },
    });
    // An error that is raised before the cookies are read finds neither flash data nor a session.
    delete request.flash?.notice;
    if (error) {
      request.failure = error.reason;
    }
    if (error?.retryAfter !== undefined) {
      void reply.header('retry-after', error.retryAfter);
    }
    await reply
      .status(error?.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(html);
  }
}

/** What the layout around every page needs. */
function layoutData(request: FastifyRequest, title: string) {
  const user = signedInUser(request);
  return {
    title,
    path: request.url.split('?', 1)[0],
    returnTo: encodeURIComponent(returnPathOf(request)),
    signedIn: user !== undefined,
    name: user?.claims.name ?? 'somebody without a name',
    csrf: user?.csrfToken,
    notice: request.flash?.notice,
  };
}
