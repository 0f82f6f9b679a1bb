import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC } from './public.decorator.js';
import { REQUIRED_SCOPES } from './require-scopes.decorator.js';

/** What a route asks of its callers. */
export interface RouteAccess {
  readonly isPublic: boolean;
  readonly scopes: readonly string[];
}

const reflector = new Reflector();
const known = new WeakMap<object, WeakMap<object, RouteAccess>>();

/**
 * What the decorators of a route and its controller say. Reflection costs microseconds and decorators
 * never change, so each route is looked at once.
 */
export function routeAccess(context: ExecutionContext): RouteAccess {
  const controller = context.getClass();
  const handler = context.getHandler();
  let routes = known.get(controller);
  if (!routes) known.set(controller, (routes = new WeakMap()));
  let access = routes.get(handler);
  if (!access) routes.set(handler, (access = reflect([handler, controller])));
  return access;
}

function reflect(targets: Parameters<Reflector['getAllAndOverride']>[1]): RouteAccess {
  return {
    isPublic: reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) ?? false,
    scopes: reflector.getAllAndOverride<string[] | undefined>(REQUIRED_SCOPES, targets) ?? [],
  };
}
