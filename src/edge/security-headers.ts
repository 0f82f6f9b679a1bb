import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import type { EdgeHook } from './edge-hook.js';

type Headers = Readonly<Record<string, string>>;

/** What the answers of a route need that differs from data. */
export interface SecurityHeaderOptions {
  /** Directives of the Content-Security-Policy on top of those that forbid everything. */
  readonly directives?: Readonly<Record<string, string[]>>;
  /** Leaves `Cross-Origin-Opener-Policy` out. */
  readonly withoutOpenerPolicy?: boolean;
  /** Leaves `Cache-Control: no-store` out. */
  readonly cacheable?: boolean;
}

/**
 * The security headers of answers. Without options they are those for data: a browser may do nothing with
 * it, and nobody may cache it unless the route says otherwise.
 *
 * @param publicUrl where callers find the API; HSTS is sent when it is https
 */
export function securityHeaders(publicUrl: string, options: SecurityHeaderOptions = {}): Headers {
  const directives = {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    ...options.directives,
  };
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  // Helmet runs once, because its headers are the same for every request.
  const setHeaders = helmet({
    strictTransportSecurity: publicUrl.startsWith('https:') ? {} : false,
    xFrameOptions: { action: 'deny' },
    // A page that opens the sign-in window of another origin has to be able to hear from it.
    crossOriginOpenerPolicy: options.withoutOpenerPolicy
      ? false
      : { policy: 'same-origin-allow-popups' },
    contentSecurityPolicy: { useDefaults: false, directives },
  });
  setHeaders(request, response, (error) => {
    if (error instanceof Error) {
      throw error;
    }
  });
  if (!options.cacheable) {
    response.setHeader('cache-control', 'no-store');
  }
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}

/** Sends the route's own security headers with every answer, or the given ones if it has none. */
export function sendSecurityHeaders(defaults: Headers): EdgeHook {
  return ({ routeOptions }, reply) => {
    void reply.headers(routeOptions.config.securityHeaders ?? defaults);
  };
}
