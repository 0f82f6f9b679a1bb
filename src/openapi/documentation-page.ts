import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { securityHeaders } from '../edge/index.js';
import { serveDocumentationFiles } from './documentation-files.js';
import { htmlPage } from './html-page.js';
import { requestedScopes, type OpenApiOptions } from './openapi.options.js';
import { personScheme } from './security-schemes.js';

/** Where the identity provider sends people back to. Registrations name this very path. */
const redirectPath = '/oauth2-redirect';

/** The page itself, at each of the addresses that SwaggerModule gives it. */
const pagePaths = new Set(['/docs', '/docs/', '/docs/index.html']);

/**
 * Serves `/docs`, `/openapi.json` and the redirect page. Everything comes from this server, nothing from
 * elsewhere. SwaggerModule brings Swagger UI and starts it; sign-in and looks are plug-ins in
 * `documentation-page/`.
 */
export function serveDocumentation(
  app: INestApplication,
  document: OpenAPIObject,
  options: OpenApiOptions,
): void {
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  const headers = documentationHeaders(options);
  const html = documentationHtml(options);
  // The routes of Swagger UI are added by packages, which take no route config.
  server.addHook('onRoute', (route) => {
    if (route.url === '/docs' || route.url.startsWith('/docs/')) {
      route.config = { ...route.config, securityHeaders: headers.page };
    }
    if (pagePaths.has(route.url)) {
      // SwaggerModule's own page has styles in it, which the content policy forbids.
      route.handler = (_request, reply) => reply.type('text/html').send(html);
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
    swaggerOptions: {
      requestSnippetsEnabled: true,
      syntaxHighlight: { activated: false },
      signIn: signInOptions(options),
    },
  });
  const redirectHtml = redirectPage(options);
  server.get(
    redirectPath,
    { config: { securityHeaders: headers.redirectPage } },
    (_request, reply) => reply.type('text/html').send(redirectHtml),
  );
}

/** What the page needs to sign people in, in the browser: no secret. */
function signInOptions(options: OpenApiOptions) {
  return {
    home: options.publicUrl,
    oauth2RedirectUrl: options.publicUrl + redirectPath,
    demoSignIn: options.demoSignIn,
    providers: options.providers.map((provider) => ({
      name: provider.name,
      product: provider.product,
      scheme: personScheme(provider.name, options),
      clientId: provider.clientId,
      authorizationUrl: provider.authorizationUrl,
      tokenUrl: provider.tokenUrl,
      logoutUrl: provider.logoutUrl,
      passwordReset: provider.passwordReset && {
        authorizationUrl: provider.passwordReset.authorizationUrl,
        tokenUrl: provider.passwordReset.tokenUrl,
      },
      scopes: requestedScopes(provider, options.scopes),
    })),
  };
}

function documentationHeaders({ publicUrl, providers }: OpenApiOptions) {
  const providerOrigins = providers.map(({ tokenUrl }) => new URL(tokenUrl).origin);
  const directives = {
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'", ...new Set([new URL(publicUrl).origin, ...providerOrigins])],
    formAction: ["'none'"],
  };
  return {
    page: securityHeaders(publicUrl, { directives, cacheable: true }),
    // The window has just shown the provider's page, which sends no opener policy. With one here, the
    // browser would no longer let the window close itself. Its address contains a code: not cached.
    redirectPage: securityHeaders(publicUrl, { directives, withoutOpenerPolicy: true }),
  };
}

/** The path that a proxy serves the API under, and removes before it passes requests on. */
function basePath(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}

function documentationHtml({ title, publicUrl }: OpenApiOptions): string {
  const folder = `${basePath(publicUrl)}/docs`;
  return htmlPage({
    title,
    folder,
    styles: ['documentation.css', 'operations.css'],
    scripts: ['swagger-ui-bundle.js', 'swagger-ui-init.js'],
    module: 'page.js',
    body: `<body>
    <noscript>This page needs JavaScript. The OpenAPI document does not: <a href="${folder}/../openapi.json">openapi.json</a>.</noscript>
    <div id="swagger-ui"></div>
  </body>`,
  });
}

/** Hands the provider's answer to the page that opened the sign-in window. */
function redirectPage({ publicUrl }: OpenApiOptions): string {
  return htmlPage({
    title: 'Signing in',
    folder: `${basePath(publicUrl)}/docs`,
    styles: ['documentation.css'],
    module: 'redirect.js',
    body: `<body class="redirect-page">
    <main>
      <p id="state" role="status">Signing in…</p>
      <p>
        If this window stays open, close it and begin again on the
        <a href="${publicUrl}/docs">documentation page</a>.
      </p>
    </main>
  </body>`,
  });
}
