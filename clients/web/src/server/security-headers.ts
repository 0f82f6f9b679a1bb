import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/index.js';

/** Adds the headers of every response: no script runs, and no other site is loaded from or may frame. */
export function addSecurityHeaders(server: FastifyInstance, { http, provider }: Settings): void {
  const providerOrigin = new URL(provider.authorities['sign-in'].url).origin;
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    // The sign-out form is redirected to the provider; browsers check the redirect too.
    `form-action 'self' ${providerOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers: Readonly<Record<string, string>> = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // Not no-referrer: this site's own forms would then be sent with "Origin: null".
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(http.publicOrigin.startsWith('https:') && {
      'strict-transport-security': 'max-age=31536000',
    }),
  };
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
