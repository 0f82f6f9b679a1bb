import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { OpenApiOptions } from './openapi.options.js';
import { requestedScopes } from './security-scheme.js';

/** Where the identity provider sends people back to. Registrations name this very path. */
const redirectPath = '/oauth2-redirect';

/** A page in a browser can keep no secret, so nobody should be asked for one. */
const withoutSecrets = `
  .auth-container .wrapper:has(label[for^="client_secret"]),
  .auth-container:has(label[for="client_id_clientCredentials"]) { display: none; }`;

/** Hands the code to the page that opened the sign-in window. The script is Swagger UI's own. */
const redirectPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Signing in</title>
    <script src="/docs/oauth2-redirect.js"></script>
  </head>
  <body></body>
</html>
`;

/**
 * Serves `/docs`, `/openapi.json` and the redirect page. Everything comes from the package, nothing
 * from elsewhere. Tokens stay in the page's memory: nothing is kept over a reload.
 */
export function serveDocumentation(
  app: INestApplication,
  document: OpenAPIObject,
  options: OpenApiOptions,
): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Tasks API',
    customCss: withoutSecrets,
    swaggerOptions: {
      oauth2RedirectUrl: options.publicUrl + redirectPath,
      persistAuthorization: false,
      initOAuth: {
        clientId: options.clientId,
        scopes: requestedScopes(options),
        usePkceWithAuthorizationCodeGrant: true,
      },
    },
  });
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  server.get(redirectPath, (_request, reply) => reply.type('text/html').send(redirectPage));
}
