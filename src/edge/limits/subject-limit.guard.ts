import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EdgeOptions } from '../edge.options.js';
import type { RateLimit } from './rate-limit.js';

/** What {@link SubjectLimitGuard} needs. */
export interface SubjectLimit extends Pick<EdgeOptions, 'subjectOf'> {
  readonly limit: RateLimit;
}

/** Injection token of {@link SubjectLimit}. */
export const SUBJECT_LIMIT = Symbol('SUBJECT_LIMIT');

/** Limits the requests of a caller whose token was accepted, over all of the caller's tokens. */
@Injectable()
export class SubjectLimitGuard implements CanActivate {
  constructor(@Inject(SUBJECT_LIMIT) private readonly subject: SubjectLimit) {}

  /**
   * Answers synchronously when the request is counted in memory, so that Nest awaits nothing.
   *
   * @throws {TooManyRequestsException} when the quota is used up
   */
  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const key = this.subject.subjectOf(http.getRequest<object>());
    const pending =
      key === undefined
        ? undefined
        : this.subject.limit.consume([key], http.getResponse<FastifyReply>());
    return pending ? pending.then((): true => true) : true;
  }
}
