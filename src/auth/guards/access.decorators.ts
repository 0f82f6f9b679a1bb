import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { carrierOf } from '../transports/index.js';
import { operationExtension, operationSecurity } from './openapi.metadata.js';

// Registered symbols: the package may be loaded twice, as ES module and as CommonJS, and both read these.
const PUBLIC = Symbol.for('nestjs-azure-auth/public');
const REQUIRED_ACCESS = Symbol.for('nestjs-azure-auth/required-access');
const REQUIRED_ROLES = Symbol.for('nestjs-azure-auth/required-roles');
const REQUIRED_GROUPS = Symbol.for('nestjs-azure-auth/required-groups');
const REQUIRED_AUTH_CONTEXT = Symbol.for('nestjs-azure-auth/required-auth-context');
const ACCEPTED_PROVIDERS = Symbol.for('nestjs-azure-auth/accepted-providers');

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

/** What {@link RequireAuthContext} was given. */
interface RequiredAuthContext {
  readonly id: string | undefined;
}

/** What a route needs of its callers. */
export interface RouteAccess extends RequiredAccess {
  readonly isPublic: boolean;
  /** Whether a public route wants to know who is calling, if they say. */
  readonly hasOptionalCaller: boolean;
  readonly roles: readonly string[];
  /** Object ids of groups, any of which lets a person pass. */
  readonly groups: readonly string[];
  /** The authentication context that the sign-in must have satisfied; without an id, that of the options. */
  readonly authContext: RequiredAuthContext | undefined;
  /** Names of the providers whose tokens are accepted here; none: all of them. */
  readonly providers: readonly string[];
  /** Whether a valid token alone is not enough. */
  readonly needsMoreThanToken: boolean;
}

/** How public a route is. */
interface PublicOptions {
  /**
   * Whether a token is looked at where there is one. One that is not valid is refused as anywhere else: a client
   * whose token has expired learns of it, and is not taken for somebody else.
   */
  readonly optionalCaller?: boolean;
}

/**
 * Opens a route, or all routes of a controller, to everybody; those that require something themselves
 * stay closed. Every other route needs a token. With `optionalCaller`, `@CurrentCaller()` is the caller or undefined.
 */
export const Public = ({ optionalCaller = false }: PublicOptions = {}) =>
  SetMetadata(PUBLIC, { optionalCaller } satisfies PublicOptions);

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

/**
 * Says which groups let a person pass, by their object ids; any of them does. A token names groups only if
 * the registration of the API asks for it, and none of somebody who is in too many: see `loadGroups` in the options.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim
 */
export function RequireGroups(...groups: string[]): MethodDecorator & ClassDecorator {
  return SetMetadata(REQUIRED_GROUPS, groups);
}

/**
 * Says which authentication context of Conditional Access the sign-in must have satisfied, such as `c1`. Where it
 * has not, a client that declared `cp1` is answered 401 with a claims challenge, which says how to ask for it;
 * any other client 403. For Entra ID and External ID: the registration of the API needs the optional claims `acrs`
 * and `xms_cc`. B2C has no such thing, so nobody passes with one of its tokens.
 * https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 *
 * @param id left out, `stepUpContext` of the options: whoever runs the application decides, and where it is not set
 * nothing is required
 */
export function RequireAuthContext(id?: string): MethodDecorator & ClassDecorator {
  return SetMetadata(REQUIRED_AUTH_CONTEXT, { id } satisfies RequiredAuthContext);
}

/** The authentication context that a route requires, if any, in an application with these options. */
export function requiredAuthContext(
  { authContext }: Pick<RouteAccess, 'authContext'>,
  { stepUpContext }: { readonly stepUpContext?: string | undefined },
): string | undefined {
  return authContext && (authContext.id ?? stepUpContext);
}

/** Says of which providers a token must be, by their names in the options; any other is refused with 403. */
export function AcceptProviders(...providers: string[]): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCEPTED_PROVIDERS, providers);
}

/** The `Caller` of the request, for a parameter of a route or another handler that needs a token. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = carrierOf(context);
  if (!caller && !routeAccess(context).hasOptionalCaller) {
    throw new TypeError('@CurrentCaller() on a route that is marked @Public()');
  }
  return caller;
});

/** What `loadUser` of the options resolved to, for a parameter of a handler that needs a token. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => carrierOf(context).user,
);

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

/** The decorators that close a route, and what they name. */
const requirements = [
  REQUIRED_ACCESS,
  REQUIRED_ROLES,
  REQUIRED_GROUPS,
  REQUIRED_AUTH_CONTEXT,
  ACCEPTED_PROVIDERS,
];

function reflect(handler: Target, controller: Target): RouteAccess {
  const open = publicOptions(handler) ?? publicOptions(controller);
  if (open) {
    const lists = { roles: [], groups: [], providers: [] };
    const nothing = { ...lists, authContext: undefined, ...anyToken };
    const hasOptionalCaller = open.optionalCaller ?? false;
    return { isPublic: true, hasOptionalCaller, needsMoreThanToken: false, ...nothing };
  }
  const targets = [handler, controller];
  const listOf = (key: symbol) =>
    reflector.getAllAndOverride<string[] | undefined>(key, targets) ?? [];
  const access =
    reflector.getAllAndOverride<RequiredAccess | undefined>(REQUIRED_ACCESS, targets) ?? anyToken;
  const lists = {
    roles: listOf(REQUIRED_ROLES),
    groups: listOf(REQUIRED_GROUPS),
    providers: listOf(ACCEPTED_PROVIDERS),
  };
  const needs = [access.scopes, access.appPermissions, ...Object.values(lists)];
  const authContext = reflector.getAllAndOverride<RequiredAuthContext | undefined>(
    REQUIRED_AUTH_CONTEXT,
    targets,
  );
  return {
    isPublic: false,
    hasOptionalCaller: false,
    needsMoreThanToken: authContext !== undefined || needs.some(({ length }) => length > 0),
    authContext,
    ...lists,
    ...access,
  };
}

/** Whether a class as a whole is public. */
export function isOpen(target: Target): boolean {
  return Boolean(publicOptions(target));
}

/** What a route or a controller says of itself: false is closed. Where it contradicts itself, it is closed. */
function publicOptions(target: Target): PublicOptions | false | undefined {
  const requires = requirements.some((key) => reflector.get<unknown>(key, target));
  return requires ? false : reflector.get<PublicOptions | undefined>(PUBLIC, target);
}
