import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { GatewayOptions } from './gateway.options.js';
import type { RateLimit } from './limits/rate-limit.js';

/** What {@link SubjectLimitGuard} needs. */
export interface SubjectLimit extends Pick<GatewayOptions, 'subjectOf'> {
  readonly limit: RateLimit;
}

/** Injection token of {@link SubjectLimit}. */
export const SUBJECT_LIMIT = Symbol('SUBJECT_LIMIT');

/**
 * Limits the requests of a caller whose token was accepted, whichever token it is. The one rule of
 * the edge that has to wait for authentication.
 */
@Injectable()
export class SubjectLimitGuard implements CanActivate {
  constructor(@Inject(SUBJECT_LIMIT) private readonly subject: SubjectLimit) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const key = this.subject.subjectOf(http.getRequest<object>());
    if (key !== undefined) await this.subject.limit.spend(key, http.getResponse<FastifyReply>());
    return true;
  }
}
