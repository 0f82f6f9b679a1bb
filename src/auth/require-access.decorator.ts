import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';

/** Where {@link RequireAccess} leaves what it was given. */
export const REQUIRED_ACCESS = Symbol('REQUIRED_ACCESS');

/** Where {@link RequireRoles} leaves what it was given. */
export const REQUIRED_ROLES = Symbol('REQUIRED_ROLES');

/** The name of the security scheme in the OpenAPI document. */
export const ACCESS_TOKEN_SCHEME = 'accessToken';

/** Under this name the OpenAPI document lists the application permissions of an operation. */
export const APP_PERMISSIONS_EXTENSION = 'x-app-permissions';

/** What a route asks of a token, besides being valid. */
export interface RequiredAccess {
  /** Delegated scopes, all of which must have been granted. */
  readonly scopes: readonly string[];
  /** Application permissions, any of which lets an application pass that calls for itself. */
  readonly appPermissions: readonly string[];
}

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
    ApiSecurity(ACCESS_TOKEN_SCHEME, [...scopes]),
    ...(appPermissions.length > 0
      ? [ApiExtension(APP_PERMISSIONS_EXTENSION, [...appPermissions])]
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
