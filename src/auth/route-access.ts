import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC } from './public.decorator.js';
import {
  REQUIRED_ACCESS,
  REQUIRED_ROLES,
  type RequiredAccess,
} from './require-access.decorator.js';

/** What a route asks of its callers. */
export interface RouteAccess extends RequiredAccess {
  readonly isPublic: boolean;
  readonly roles: readonly string[];
}

const anyToken: RequiredAccess = { scopes: [], appPermissions: [] };

const reflector = new Reflector();
const known = new WeakMap<object, WeakMap<object, RouteAccess>>();

/**
 * What the decorators of a route and its controller say. Reflection costs microseconds and decorators
 * never change, so each route is looked at once.
 */
export function routeAccess(
  context: Pick<ExecutionContext, 'getClass' | 'getHandler'>,
): RouteAccess {
  const controller = context.getClass();
  const handler = context.getHandler();
  let routes = known.get(controller);
  if (!routes) known.set(controller, (routes = new WeakMap()));
  let access = routes.get(handler);
  if (!access) routes.set(handler, (access = reflect([handler, controller])));
  return access;
}

function reflect([handler, controller]: [handler: Target, controller: Target]): RouteAccess {
  if (isOpen(handler) ?? isOpen(controller)) return { isPublic: true, roles: [], ...anyToken };
  const targets = [handler, controller];
  return {
    isPublic: false,
    roles: reflector.getAllAndOverride<string[] | undefined>(REQUIRED_ROLES, targets) ?? [],
    ...(reflector.getAllAndOverride<RequiredAccess | undefined>(REQUIRED_ACCESS, targets) ??
      anyToken),
  };
}

type Target = Parameters<Reflector['get']>[1];

/** What a route or a controller says of itself. Where it contradicts itself, it is closed. */
function isOpen(target: Target): boolean | undefined {
  const asks = [REQUIRED_ACCESS, REQUIRED_ROLES].some((key) => reflector.get(key, target));
  return asks ? false : reflector.get<boolean | undefined>(PUBLIC, target);
}
