import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { serveDocumentationFiles } from './documentation-files.js';
import { documentationHeaders } from './documentation-headers.js';
import type { OpenApiOptions } from './openapi.options.js';
import { requestedScopes } from './security-scheme.js';

/** The path that a proxy serves the API under, and removes before it passes requests on. */
function basePath(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}

/** Where the identity provider sends people back to. Registrations name this very path. */
const redirectPath = '/oauth2-redirect';

/** A page in a browser can keep no secret, so nobody should be asked for one. */
const withoutSecrets = `
  .auth-container .wrapper:has(label[for^="client_secret"]),
  .auth-container:has(label[for="client_id_clientCredentials"]) { display: none; }`;

const noteStyle = `
  .elsewhere { margin: 0; padding: 12px 20px; background: #fff3cd; color: #3b2f00; font: 16px/1.5 sans-serif; }`;

/** Beside the files of Swagger UI, since its page can be given scripts and styles, but no markup. */
const pageScriptPath = '/docs/page.js';

/**
 * Makes the page fit a phone, and says where to sign in if this is not the place: the window that
 * comes back from the provider may speak only to a page of the very origin that is registered.
 */
const pageScript = (publicUrl: string) => `
const viewport = document.createElement('meta');
viewport.name = 'viewport';
viewport.content = 'width=device-width, initial-scale=1';
document.head.append(viewport);

const home = ${JSON.stringify(publicUrl)};
if (location.origin !== new URL(home).origin) {
  const link = document.createElement('a');
  link.href = link.textContent = home + '/docs';
  const note = document.createElement('p');
  note.className = 'elsewhere';
  note.role = 'note';
  note.append('Signing in works at ', link, ' only: that is the address which the identity provider knows.');
  document.body.prepend(note);
}
`;

/** Hands the code to the page that opened the sign-in window. The script is Swagger UI's own. */
const redirectPage = (publicUrl: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Signing in</title>
    <script src="${basePath(publicUrl)}/docs/oauth2-redirect.js"></script>
  </head>
  <body>
    <p>
      Signing in… If this window stays open, close it and begin again on the
      <a href="${publicUrl}/docs">documentation page</a>.
    </p>
  </body>
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
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  const headers = documentationHeaders(options);
  // The routes of Swagger UI are added by packages, which take no route config.
  server.addHook('onRoute', (route) => {
    if (route.url === '/docs' || route.url.startsWith('/docs/')) {
      route.config = { ...route.config, securityHeaders: headers.page };
    }
    if (route.url === '/docs/*') {
      // The package has large files that the page does not use. It would read them for each request.
      route.handler = (_request, reply) => reply.callNotFound();
    }
  });
  serveDocumentationFiles(server, '/docs');
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: options.title,
    customCss: withoutSecrets + noteStyle,
    customJs: basePath(options.publicUrl) + pageScriptPath,
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
  const { publicUrl } = options;
  server.get(pageScriptPath, (_request, reply) =>
    reply.type('text/javascript').send(pageScript(publicUrl)),
  );
  server.get(
    redirectPath,
    { config: { securityHeaders: headers.redirectPage } },
    (_request, reply) => reply.type('text/html').send(redirectPage(publicUrl)),
  );
}
