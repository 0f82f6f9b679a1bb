import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

export const REQUIRED_SCOPES = Symbol('REQUIRED_SCOPES');

/** The name of the security scheme in the OpenAPI document. */
export const ACCESS_TOKEN_SCHEME = 'accessToken';

/**
 * Says which delegated scopes a route needs, to the guard and to the OpenAPI document alike. All of
 * them must have been granted. Without a name, any valid access token will do.
 */
export function RequireScopes(...scopes: string[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(REQUIRED_SCOPES, scopes),
    ApiSecurity(ACCESS_TOKEN_SCHEME, scopes),
  );
}
