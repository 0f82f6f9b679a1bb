import {
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
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
 * Sends the body of a versioned resource, with its version as `ETag`; the answer to a POST also says
 * in `Location` where the resource is.
 *
 * @throws {NotModifiedException} when `If-None-Match` of a read holds
 */
@Injectable()
export class VersionedInterceptor<Body extends { readonly id: string }> implements NestInterceptor<
  Versioned<Body>,
  Body
> {
  /** Where a proxy serves the API: the path of `PUBLIC_URL`, which it removes before it passes requests on. */
  readonly #basePath: string;

  constructor(settings: SettingsService) {
    const { publicUrl } = settings.get('http', { infer: true });
    this.#basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  }

  intercept(context: ExecutionContext, next: CallHandler<Versioned<Body>>): Observable<Body> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ body, version }) => {
        const tag = entityTag(version);
        if (request.method === 'POST') {
          void reply.header('Location', `${this.#basePath}${request.routeOptions.url}/${body.id}`);
        }
        if (
          isRead(request.method) &&
          matchesIfNoneMatch(request.headers['if-none-match'], version)
        ) {
          throw new NotModifiedException({ ETag: tag });
        }
        void reply.header('ETag', tag);
        return body;
      }),
    );
  }
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
