import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { requestedScopes, type OpenApiOptions } from './openapi.options.js';

/**
 * Where it is (RFC 9728 section 3.1). The path of a resource's identifier follows; it is served there as
 * well, for proxies that pass such requests on.
 */
export const resourceMetadataPath = '/.well-known/oauth-protected-resource';

/** It changes with the configuration only. */
const cacheControl = 'public, max-age=3600';

/**
 * Serves what a client needs to know to get an access token (RFC 9728). All of it comes from the
 * configuration: a Host header must not be able to send people to another authorization server.
 */
export function serveResourceMetadata(app: INestApplication, options: OpenApiOptions): void {
  const { providers, scopes } = options;
  const names = providers.flatMap((one) => requestedScopes(one, scopes).map(({ name }) => name));
  const metadata = JSON.stringify({
    resource: options.publicUrl,
    resource_name: options.title,
    resource_documentation: options.documentationUrl,
    authorization_servers: options.authorizationServers,
    scopes_supported: [...new Set(names)],
    bearer_methods_supported: ['header'],
  });
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  const path = new URL(options.publicUrl).pathname.replace(/\/$/, '');
  for (const address of new Set([resourceMetadataPath, resourceMetadataPath + path])) {
    server.get(address, (_request, reply) =>
      reply.type('application/json').header('Cache-Control', cacheControl).send(metadata),
    );
  }
}
