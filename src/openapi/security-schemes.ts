import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_TOKEN_SCHEME, APP_PERMISSIONS_EXTENSION } from '../auth/index.js';
import {
  fullScopeName,
  requestedScopes,
  type DocumentedProvider,
  type DocumentedScope,
  type OpenApiOptions,
} from './openapi.options.js';
import { operationsOf } from './standard-responses.js';

type SecurityScheme = Extract<
  NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>[string],
  { type: unknown }
>;

/** Entra ID and B2C grant an application all of its permissions at once, under this name. */
const allPermissions = '.default';

/** The name of the scheme by which people get in: with one provider `accessToken`. */
export function personScheme(name: string, { providers }: Pick<OpenApiOptions, 'providers'>) {
  return providers.length > 1 ? `${ACCESS_TOKEN_SCHEME}.${name}` : ACCESS_TOKEN_SCHEME;
}

/** The name of the scheme by which applications get in that call for themselves. */
function applicationScheme(name: string, { providers }: Pick<OpenApiOptions, 'providers'>) {
  return providers.length > 1 ? `application.${name}` : 'application';
}

/** How people and applications get an access token of each provider. */
export function securitySchemes(options: OpenApiOptions): Record<string, SecurityScheme> {
  return Object.fromEntries(
    options.providers.flatMap((provider) => [
      [personScheme(provider.name, options), forPeople(provider, options.scopes)],
      [applicationScheme(provider.name, options), forApplications(provider)],
    ]),
  );
}

/**
 * Authorization code with PKCE. Where no client is registered for the page, only how to send a token.
 */
function forPeople(
  provider: DocumentedProvider,
  scopes: readonly DocumentedScope[],
): SecurityScheme {
  if (provider.clientId === undefined) {
    return {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: `An access token of ${provider.product}.`,
    };
  }
  const asked = requestedScopes(provider, scopes);
  return {
    type: 'oauth2',
    description: `Sign in with ${provider.product} (authorization code with PKCE).`,
    flows: {
      authorizationCode: {
        authorizationUrl: provider.authorizationUrl,
        tokenUrl: provider.tokenUrl,
        scopes: Object.fromEntries(asked.map(({ name, description }) => [name, description])),
      },
    },
  };
}

/** Client credentials: with a secret or certificate, and no person. */
function forApplications(provider: DocumentedProvider): SecurityScheme {
  return {
    type: 'oauth2',
    description: 'For applications that call for themselves (client credentials).',
    flows: {
      clientCredentials: {
        tokenUrl: provider.tokenUrl,
        scopes: {
          [fullScopeName(provider, allPermissions)]: 'Every permission the application was given',
        },
      },
    },
  };
}

/**
 * Lets each operation that needs a token be called with one of any provider. Scopes are named as they
 * are asked for: in the code a route needs the short name, which is what tokens carry; an OAuth 2.0
 * scheme of OpenAPI speaks of what a client requests.
 */
export function requireAnyProvider(document: OpenAPIObject, options: OpenApiOptions): void {
  for (const operation of operationsOf(document)) {
    const own = operation.security?.find((way) => way[ACCESS_TOKEN_SCHEME]);
    if (own === undefined) {
      continue;
    }
    const permissions: unknown = Reflect.get(operation, APP_PERMISSIONS_EXTENSION);
    const people = options.providers.map((provider) => ({
      [personScheme(provider.name, options)]: namesOf(provider, own[ACCESS_TOKEN_SCHEME] ?? []),
    }));
    const applications = options.providers.map((provider) => ({
      [applicationScheme(provider.name, options)]: [fullScopeName(provider, allPermissions)],
    }));
    operation.security = [...people, ...(Array.isArray(permissions) ? applications : [])];
    if (Array.isArray(permissions)) {
      const names = permissions.map((name) => `\`${name}\``).join(' or ');
      const sentence = `An application that calls for itself needs ${names}.`;
      operation.description = [operation.description, sentence].filter(Boolean).join('\n\n');
    }
  }
}

function namesOf(provider: DocumentedProvider, needed: readonly string[]): string[] {
  const { clientId, fullAccessScope } = provider;
  if (clientId === undefined) {
    return [...needed];
  }
  const names = needed.length > 0 && fullAccessScope !== undefined ? [fullAccessScope] : needed;
  return names.map((name) => fullScopeName(provider, name));
}
