import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import {
  callerOf,
  AUTH_OPTIONS,
  missingAccess,
  requiredAuthContext,
  routeAccess,
  type AuthOptions,
  type JsonObject,
  type RouteAccess,
  type TokenRules,
} from '../auth/internals.js';

/** A route of the application, and what its decorators ask for. */
export interface ProtectedRoute {
  readonly route: string;
  readonly access: Omit<RouteAccess, 'authContext'>;
  /** The authentication context that it requires with the settings of this application. */
  readonly authContext: string | undefined;
}

/** A route, and what the token lacks for it, if anything. */
export interface RouteVerdict {
  readonly route: string;
  readonly opens: boolean;
  readonly needs: string;
}

// Where Nest's own decorators put what they were given: constants of @nestjs/common.
const pathKey = 'path';
const methodKey = 'method';

/** Every route that asks for a token, read from the decorators of the application itself. */
export function protectedRoutes(nest: INestApplicationContext): ProtectedRoute[] {
  const options = nest.get<AuthOptions>(AUTH_OPTIONS);
  const controllers = [...nest.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? [metatype] : [],
    ),
  );
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as object;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
      if (typeof handler !== 'function' || !Reflect.hasMetadata(methodKey, handler)) {
        return [];
      }
      const access = routeAccess({
        getClass: () => controller as never,
        getHandler: () => handler,
      });
      const authContext = requiredAuthContext(access, options);
      return access.isPublic ? [] : [{ route: describe(controller, handler), access, authContext }];
    });
  });
}

function describe(controller: object, handler: object): string {
  const method = RequestMethod[Number(Reflect.getMetadata(methodKey, handler))] ?? 'ANY';
  const parts = [controller, handler].map((target) => String(Reflect.getMetadata(pathKey, target)));
  const path = parts.join('/').split('/').filter(Boolean).join('/');
  return `${method} /${path}`;
}

/** Which routes a token opens, or would if nothing else were wrong with it. */
export function openedRoutes(
  claims: JsonObject,
  rules: TokenRules,
  routes: readonly ProtectedRoute[],
  fullAccessScope: string | undefined,
): RouteVerdict[] {
  // Neither says what may be done, and either may be anything in a token that was refused.
  const caller = callerOf({ ...claims, iss: '', exp: 0 }, rules);
  return routes.map(({ route, access, authContext }) => {
    const missing = missingAccess(caller, access, fullAccessScope, authContext);
    return { route, opens: missing === undefined, needs: needsOf(access, authContext) };
  });
}

function needsOf(
  { scopes, appPermissions, roles }: ProtectedRoute['access'],
  authContext: string | undefined,
): string {
  const scope = scopes.length > 0 ? `scope ${scopes.join(' ')}` : '';
  const permission =
    appPermissions.length > 0 ? `app permission ${appPermissions.join(' or ')}` : '';
  const role = roles.length > 0 ? `role ${roles.join(' or ')}` : '';
  const granted = [scope, permission].filter((part) => part !== '').join(', or ');
  const context = authContext === undefined ? '' : `authentication context ${authContext}`;
  return [granted, role, context].filter((part) => part !== '').join(', and ') || 'any valid token';
}
