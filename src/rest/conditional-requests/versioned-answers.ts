import { HttpException, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SettingsService } from '../../config/index.js';
import type { ProblemException } from '../../errors/index.js';
import { entityTag, matchesIfNoneMatch } from './entity-tag.js';

/** A resource as callers see it, together with its version. */
export interface Versioned<Body> {
  readonly body: Body;
  readonly version: number;
}

/** RFC 9110 section 15.4.5: the caller has this version already. An answer without a body. */
export class NotModifiedException extends HttpException implements ProblemException {
  readonly reason = 'not_modified';

  constructor(readonly headers: Readonly<Record<string, string>>) {
    super('Not Modified', 304);
  }
}

/**
 * Answers with versioned resources. Controllers call it, where an interceptor would be the usual place:
 * Nest runs a route with any interceptor through half a dozen Observables, which took 25 of the 90 µs of
 * reading one task.
 */
@Injectable()
export class VersionedAnswers {
  /** Where a proxy serves the API: the path of `PUBLIC_URL`, which it removes before it passes requests on. */
  readonly #basePath: string;

  constructor(settings: SettingsService) {
    const { publicUrl } = settings.get('http', { infer: true });
    this.#basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  }

  /**
   * Sets the version of a resource as `ETag`; in the answer to a POST also `Location`, where the resource is.
   *
   * @returns the body of the answer
   * @throws {NotModifiedException} when `If-None-Match` of a read holds
   */
  to<Body extends { readonly id: string }>(
    request: FastifyRequest,
    reply: FastifyReply,
    { body, version }: Versioned<Body>,
  ): Body {
    const tag = entityTag(version);
    if (request.method === 'POST') {
      void reply.header('Location', `${this.#basePath}${request.routeOptions.url}/${body.id}`);
    }
    if (isRead(request.method) && matchesIfNoneMatch(request.headers['if-none-match'], version)) {
      throw new NotModifiedException({ ETag: tag });
    }
    void reply.header('ETag', tag);
    return body;
  }
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
