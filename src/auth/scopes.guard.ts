import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { Caller } from './caller.js';
import { RefusalAnswers, type HeaderSink } from './refusal-answers.js';
import { routeAccess } from './route-access.js';

/** Lets a caller pass whose token carries the scopes of the route. Decided before a body is validated. */
@Injectable()
export class ScopesGuard implements CanActivate {
  constructor(
    @Inject(AUTH_OPTIONS) private readonly options: AuthOptions,
    private readonly refusals: RefusalAnswers,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { scopes } = routeAccess(context);
    if (scopes.length === 0) return true;
    const http = context.switchToHttp();
    const { caller } = http.getRequest<{ caller?: Caller }>();
    if (satisfies(caller?.scopes ?? [], scopes, this.options.fullAccessScope)) return true;
    const refusal = { kind: 'insufficient_scope', scopes } as const;
    throw this.refusals.answer(refusal, http.getResponse<HeaderSink>());
  }
}

/** Scopes are compared exactly: RFC 6749 section 3.3 makes them case-sensitive. */
export function satisfies(
  granted: readonly string[],
  required: readonly string[],
  fullAccessScope?: string,
): boolean {
  return (
    required.every((scope) => granted.includes(scope)) ||
    (fullAccessScope !== undefined && granted.includes(fullAccessScope))
  );
}
