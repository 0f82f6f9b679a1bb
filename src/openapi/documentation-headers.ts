import { securityHeaders } from '../edge/index.js';
import type { OpenApiOptions } from './openapi.options.js';

/** Security headers of the documentation page and of the redirect page that ends its sign-in. */
export function documentationHeaders({
  publicUrl,
  tokenUrl,
}: Pick<OpenApiOptions, 'publicUrl' | 'tokenUrl'>) {
  const directives = {
    scriptSrc: ["'self'"],
    // The page has style elements of its own, and Swagger UI adds more while it runs.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'", new URL(publicUrl).origin, new URL(tokenUrl).origin],
    formAction: ["'none'"],
  };
  return {
    page: securityHeaders(publicUrl, { directives, cacheable: true }),
    // The window has just shown the provider's page, which sends no opener policy. A policy here would
    // cut the window off from the page that opened it. Its address contains a code, so it is not cached.
    redirectPage: securityHeaders(publicUrl, { directives, withoutOpenerPolicy: true }),
  };
}
