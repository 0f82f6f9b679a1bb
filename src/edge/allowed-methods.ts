import { HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { ProblemException } from '../errors/index.js';
import type { EdgeHook } from './edge-hook.js';
import { maxUrlLength } from './request-syntax.js';

/** The resource exists and does not support the method (RFC 9110 section 15.5.6). */
export class MethodNotAllowedException extends HttpException implements ProblemException {
  readonly reason = 'method_not_allowed';
  readonly headers: Readonly<Record<string, string>>;

  /** @param allowed the methods that the resource supports */
  constructor(allowed: readonly string[]) {
    super(`This address supports ${allowed.join(', ')}.`, HttpStatus.METHOD_NOT_ALLOWED);
    this.headers = { Allow: allowed.join(', ') };
  }
}

/**
 * Refuses methods that a known path does not support. Fastify would answer them with 404. It has no public
 * function that finds the other methods of a path, so its routes are entered into a second router of the
 * same kind.
 */
export class MethodCheck {
  readonly #router = findMyWay({ maxParamLength: maxUrlLength });
  readonly #methods = new Set<HTTPMethod>();

  /** @throws {MethodNotAllowedException} when the path exists for other methods only */
  readonly check: EdgeHook = ({ is404, raw }) => {
    if (!is404) {
      return;
    }
    const allowed = [...this.#methods].filter((method) => this.#router.find(method, raw.url ?? ''));
    if (allowed.length > 0) {
      throw new MethodNotAllowedException(allowed.toSorted());
    }
  };

  /** Collects the routes of a server, before they are added to it. */
  collect(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat() as HTTPMethod[]) {
        this.#methods.add(each);
        if (!this.#router.hasRoute(each, url)) {
          this.#router.on(each, url, () => undefined);
        }
      }
    });
  }
}
