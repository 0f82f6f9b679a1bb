import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { AuthExceptionFactory, type Refusal } from '../refusals/index.js';
import type { Caller } from '../token/index.js';
import { routeAccess, type RouteAccess } from './access.decorators.js';
import { HttpMessages } from './http-messages.js';

/**
 * Lets a caller pass whose token carries what the route needs: scopes, or permissions of an
 * application, or roles. Decided before a body is validated.
 */
@Injectable()
export class ScopesGuard implements CanActivate {
  constructor(
    @Inject(AUTH_OPTIONS) private readonly options: ResolvedAuthOptions,
    private readonly exceptions: AuthExceptionFactory,
    private readonly messages: HttpMessages,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = routeAccess(context);
    if (needsNothing(access)) {
      return true;
    }
    const [{ caller }, response] = context.getArgs<[{ caller?: Caller }, unknown]>();
    const refusal = missingAccess(caller, access, this.#fullAccessScopeOf(caller));
    if (!refusal) {
      return true;
    }
    throw this.exceptions.create(refusal, this.messages.sinkOf(response), caller?.provider);
  }

  #fullAccessScopeOf(caller: Caller | undefined): string | undefined {
    return this.options.providers.find(({ name }) => name === caller?.provider)?.fullAccessScope;
  }
}

function needsNothing({ scopes, appPermissions, roles }: RouteAccess): boolean {
  return scopes.length === 0 && appPermissions.length === 0 && roles.length === 0;
}

/** The part of a caller that decides. */
type Granted = Pick<Caller, 'scopes' | 'roles' | 'appPermissions' | 'isApp'>;

/** What a caller lacks for a route, if anything. */
export function missingAccess(
  caller: Granted | undefined,
  { scopes, appPermissions, roles }: Pick<RouteAccess, 'scopes' | 'appPermissions' | 'roles'>,
  fullAccessScope?: string,
): Refusal | undefined {
  // No scope opens a route that names permissions only: it is for applications.
  const forPeople = scopes.length > 0 || appPermissions.length === 0;
  const allowed =
    (forPeople && satisfies(caller?.scopes ?? [], scopes, fullAccessScope)) ||
    appPermissions.some((permission) => caller?.appPermissions.includes(permission));
  if (!allowed) {
    return forPeople
      ? { kind: 'insufficient_scope', scopes }
      : { kind: 'insufficient_permission', appPermissions };
  }
  const hasRole = !caller?.isApp && roles.some((role) => caller?.roles.includes(role));
  return roles.length === 0 || hasRole ? undefined : { kind: 'insufficient_role', roles };
}

/** Scopes are compared exactly: RFC 6749 section 3.3 makes them case-sensitive. */
function satisfies(
  granted: readonly string[],
  required: readonly string[],
  fullAccessScope?: string,
): boolean {
  return (
    required.every((scope) => granted.includes(scope)) ||
    (fullAccessScope !== undefined && granted.includes(fullAccessScope))
  );
}
