import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Caller } from '../token/index.js';
import { operationExtension, operationSecurity } from './openapi.metadata.js';

// Registered symbols: the package may be loaded twice, as ES module and as CommonJS, and both read these.
const PUBLIC = Symbol.for('nestjs-azure-auth/public');
const REQUIRED_ACCESS = Symbol.for('nestjs-azure-auth/required-access');
const REQUIRED_ROLES = Symbol.for('nestjs-azure-auth/required-roles');

/** The name of the security scheme in the OpenAPI document. */
export const ACCESS_TOKEN_SCHEME = 'accessToken';

/** Under this name the OpenAPI document lists the application permissions of an operation. */
export const APP_PERMISSIONS_EXTENSION = 'x-app-permissions';

/** What a route needs of a token, besides being valid. */
interface RequiredAccess {
  /** Delegated scopes, all of which must have been granted. */
  readonly scopes: readonly string[];
  /** Application permissions, any of which lets an application pass that calls for itself. */
  readonly appPermissions: readonly string[];
}

/** What a route needs of its callers. */
export interface RouteAccess extends RequiredAccess {
  readonly isPublic: boolean;
  readonly roles: readonly string[];
}

/**
 * Opens a route, or all routes of a controller, to everybody; those that require something themselves
 * stay closed. Every other route needs a token.
 */
export const Public = () => SetMetadata(PUBLIC, true);

/**
 * Says what a route needs, to the guard and to the OpenAPI document alike: the scope of a person's
 * token, and the permissions that stand for it in the token of an application. With permissions alone
 * the route is for applications only; with neither, any valid access token will do.
 *
 * On a route it replaces what its controller says, {@link Public} included.
 */
export function RequireAccess({
  scopes = [],
  appPermissions = [],
}: Partial<RequiredAccess> = {}): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(REQUIRED_ACCESS, { scopes, appPermissions } satisfies RequiredAccess),
    operationSecurity(ACCESS_TOKEN_SCHEME, scopes),
    ...(appPermissions.length > 0
      ? [operationExtension(APP_PERMISSIONS_EXTENSION, appPermissions)]
      : []),
  );
}

/**
 * Says which app roles let a person pass; any of them does. Roles of an application are its permissions,
 * see {@link RequireAccess}, and count for nothing here.
 */
export function RequireRoles(...roles: string[]): MethodDecorator & ClassDecorator {
  return SetMetadata(REQUIRED_ROLES, roles);
}

/** The {@link Caller} of the request, for a parameter of a route that needs a token. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Caller }>();
  if (!caller) {
    throw new TypeError('@CurrentCaller() on a route that is marked @Public()');
  }
  return caller;
});

const anyToken: RequiredAccess = { scopes: [], appPermissions: [] };
const reflector = new Reflector();
const known = new WeakMap<object, WeakMap<object, RouteAccess>>();

/**
 * What the decorators of a route and its controller say. Kept for each route, since decorators never
 * change: reflecting takes several microseconds, and two guards read it for every request.
 */
export function routeAccess(
  context: Pick<ExecutionContext, 'getClass' | 'getHandler'>,
): RouteAccess {
  const controller = context.getClass();
  const handler = context.getHandler();
  let routes = known.get(controller);
  if (!routes) {
    known.set(controller, (routes = new WeakMap()));
  }
  let access = routes.get(handler);
  if (!access) {
    routes.set(handler, (access = reflect(handler, controller)));
  }
  return access;
}

type Target = Parameters<Reflector['get']>[1];

function reflect(handler: Target, controller: Target): RouteAccess {
  if (isOpen(handler) ?? isOpen(controller)) {
    return { isPublic: true, roles: [], ...anyToken };
  }
  const targets = [handler, controller];
  return {
    isPublic: false,
    roles: reflector.getAllAndOverride<string[] | undefined>(REQUIRED_ROLES, targets) ?? [],
    ...(reflector.getAllAndOverride<RequiredAccess | undefined>(REQUIRED_ACCESS, targets) ??
      anyToken),
  };
}

/** What a route or a controller says of itself. Where it contradicts itself, it is closed. */
function isOpen(target: Target): boolean | undefined {
  const requires = [REQUIRED_ACCESS, REQUIRED_ROLES].some((key) => reflector.get(key, target));
  return requires ? false : reflector.get<boolean | undefined>(PUBLIC, target);
}
