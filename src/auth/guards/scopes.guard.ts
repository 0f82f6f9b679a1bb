import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AUTH_OPTIONS, type ResolvedAuthOptions } from '../auth.options.js';
import { isSameId } from '../providers/index.js';
import { AuthExceptionFactory, type Refusal } from '../refusals/index.js';
import type { Caller } from '../token/index.js';
import { Calls, carrierOf, exceptionFor, transportOf } from '../transports/index.js';
import { requiredAuthContext, routeAccess, type RouteAccess } from './access.decorators.js';

/**
 * Lets a caller pass whose token carries what the route needs: scopes, or permissions of an
 * application, or roles. Decided before a body is validated.
 */
@Injectable()
export class ScopesGuard implements CanActivate {
  constructor(
    @Inject(AUTH_OPTIONS) private readonly options: ResolvedAuthOptions,
    private readonly exceptions: AuthExceptionFactory,
    private readonly calls: Calls,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const access = routeAccess(context);
    if (!access.needsMoreThanToken) {
      return true;
    }
    const { caller } = carrierOf(context);
    const refusal = this.#missingAccess(caller, access);
    if (refusal?.kind === 'group_overage' && caller && this.options.loadGroups) {
      return this.#askForGroups(context, caller, access);
    }
    return refusal ? this.#refuse(context, refusal, caller?.provider) : true;
  }

  async #askForGroups(
    context: ExecutionContext,
    caller: Caller,
    access: RouteAccess,
  ): Promise<true> {
    const groups = (await this.options.loadGroups?.(caller)) ?? [];
    const known = { ...caller, groups, groupOverage: false };
    const refusal = this.#missingAccess(known, access);
    return refusal ? this.#refuse(context, refusal, caller.provider) : true;
  }

  async #refuse(context: ExecutionContext, refusal: Refusal, provider?: string): Promise<never> {
    const exception = this.exceptions.create(refusal, this.calls.of(context).sink, provider);
    throw await exceptionFor(transportOf(context), exception);
  }

  #missingAccess(caller: Caller | undefined, access: RouteAccess): Refusal | undefined {
    const { providers } = this.options;
    const provider = providers.find(({ name }) => name === caller?.provider);
    const authContext = requiredAuthContext(access, this.options);
    return missingAccess(caller, access, provider?.fullAccessScope, authContext);
  }
}

/** The part of a caller that decides. */
type Granted = Pick<Caller, 'scopes' | 'roles' | 'appPermissions' | 'isApp'> &
  Partial<
    Pick<
      Caller,
      'groups' | 'groupOverage' | 'provider' | 'authContexts' | 'canAnswerClaimsChallenge'
    >
  >;

const none: readonly string[] = [];

/** What a route needs, as far as it decides here. */
type Needed = Pick<RouteAccess, 'scopes' | 'appPermissions' | 'roles'> &
  Partial<Pick<RouteAccess, 'groups' | 'providers'>>;

/**
 * What a caller lacks for a route, if anything.
 *
 * @param fullAccessScope of the provider: it satisfies every scope
 * @param authContext that the sign-in must have satisfied
 */
export function missingAccess(
  caller: Granted | undefined,
  { scopes, appPermissions, roles, groups = none, providers = none }: Needed,
  fullAccessScope?: string,
  authContext?: string,
): Refusal | undefined {
  if (providers.length > 0 && !providers.includes(caller?.provider ?? '')) {
    return { kind: 'provider_not_accepted', providers };
  }
  // No scope opens a route that names permissions only: it is for applications.
  const forPeople = scopes.length > 0 || appPermissions.length === 0;
  const allowed =
    (forPeople && satisfies(caller?.scopes ?? none, scopes, fullAccessScope)) ||
    appPermissions.some((permission) => caller?.appPermissions.includes(permission));
  if (!allowed) {
    return forPeople
      ? { kind: 'insufficient_scope', scopes }
      : { kind: 'insufficient_permission', appPermissions };
  }
  const hasRole = !caller?.isApp && roles.some((role) => caller?.roles.includes(role));
  if (roles.length > 0 && !hasRole) {
    return { kind: 'insufficient_role', roles };
  }
  const withoutGroup = groups.length === 0 ? undefined : missingGroup(caller, groups);
  return withoutGroup ?? missingAuthContext(caller, authContext);
}

/** Last, so that nobody signs in again for what they could not do afterwards either. */
function missingAuthContext(
  caller: Granted | undefined,
  required: string | undefined,
): Refusal | undefined {
  if (required === undefined || caller?.authContexts?.includes(required)) {
    return undefined;
  }
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: required } } });
  const isAnswerable = caller?.canAnswerClaimsChallenge ?? false;
  return { kind: 'insufficient_claims', claims, isAnswerable };
}

/** Somebody who is in too many groups for a token is in none of them as far as it says. */
function missingGroup(caller: Granted | undefined, groups: readonly string[]): Refusal | undefined {
  const isIn = !caller?.isApp && groups.some((group) => isAmong(caller?.groups ?? [], group));
  if (isIn) {
    return undefined;
  }
  return caller?.groupOverage ? { kind: 'group_overage' } : { kind: 'insufficient_group', groups };
}

function isAmong(ids: readonly string[], id: string): boolean {
  return ids.some((one) => isSameId(one, id));
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
