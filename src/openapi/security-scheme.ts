import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_TOKEN_SCHEME, APP_PERMISSIONS_EXTENSION } from '../auth/index.js';
import { operationsOf } from './standard-responses.js';
import type { OpenApiOptions } from './openapi.options.js';

type SecurityScheme = Extract<
  NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>[string],
  { type: unknown }
>;

/** The full name of a scope, by which clients ask for it. */
function fullName({ scopePrefix }: OpenApiOptions, scope: string): string {
  return `${scopePrefix}/${scope}`;
}

/** The scopes that the documentation page asks for, by their full names. */
export function requestedScopes(options: OpenApiOptions): string[] {
  const { fullAccessScope, scopes } = options;
  const names = fullAccessScope === undefined ? scopes.map(({ name }) => name) : [fullAccessScope];
  return names.map((name) => fullName(options, name));
}

/**
 * How to get an access token: authorization code with PKCE. Where no client is registered for the
 * page, only how to send one.
 */
export function securityScheme(options: OpenApiOptions): SecurityScheme {
  if (options.clientId === undefined) {
    return {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access token of the identity provider.',
    };
  }
  const described = new Map(
    options.scopes.map(({ name, description }) => [fullName(options, name), description]),
  );
  const scopes = requestedScopes(options).map((name) => [
    name,
    described.get(name) ?? 'Everything that you may do',
  ]);
  return {
    type: 'oauth2',
    description: 'Sign in with the identity provider (authorization code with PKCE).',
    flows: {
      authorizationCode: {
        authorizationUrl: options.authorizationUrl,
        tokenUrl: options.tokenUrl,
        scopes: Object.fromEntries(scopes) as Record<string, string>,
      },
    },
  };
}

/** The security scheme of applications that call for themselves. */
export const APPLICATION_SCHEME = 'application';

/** Entra ID and B2C grant an application all of its permissions at once, under this name. */
const allPermissions = '.default';

/** How an application gets an access token of its own: with a secret or certificate, and no person. */
export function applicationScheme(options: OpenApiOptions): SecurityScheme {
  return {
    type: 'oauth2',
    description: 'For applications that call for themselves (client credentials).',
    flows: {
      clientCredentials: {
        tokenUrl: options.tokenUrl,
        scopes: {
          [fullName(options, allPermissions)]: 'Every permission the application was given',
        },
      },
    },
  };
}

/** Adds, to each operation that applications may call, the other way in and what it takes. */
export function addApplicationAccess(document: OpenAPIObject, options: OpenApiOptions): void {
  for (const operation of operationsOf(document)) {
    const permissions: unknown = Reflect.get(operation, APP_PERMISSIONS_EXTENSION);
    if (!Array.isArray(permissions)) {
      continue;
    }
    const names = permissions.map((name) => `\`${name}\``).join(' or ');
    const sentence = `An application that calls for itself needs ${names}.`;
    operation.description = [operation.description, sentence].filter(Boolean).join('\n\n');
    (operation.security ??= []).push({ [APPLICATION_SCHEME]: [fullName(options, allPermissions)] });
  }
}

/**
 * Names scopes in operations as they are asked for. In the code a route needs the short name, which
 * is what tokens carry; an OAuth 2.0 scheme of OpenAPI speaks of what a client requests.
 */
export function useFullScopeNames(document: OpenAPIObject, options: OpenApiOptions): void {
  const { clientId, fullAccessScope } = options;
  if (clientId === undefined) {
    return;
  }
  for (const requirement of operationsOf(document).flatMap(({ security = [] }) => security)) {
    const needed = requirement[ACCESS_TOKEN_SCHEME];
    if (!needed) {
      continue;
    }
    const names = needed.length > 0 && fullAccessScope !== undefined ? [fullAccessScope] : needed;
    requirement[ACCESS_TOKEN_SCHEME] = names.map((name) => fullName(options, name));
  }
}
