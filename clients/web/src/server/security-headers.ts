import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/index.js';

/** Headers that hold for every answer. No script runs, no other site is loaded from or framed by. */
export function addSecurityHeaders(server: FastifyInstance, { http, provider }: Settings): void {
  const providerOrigin = new URL(provider.policies['sign-in'].authority).origin;
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    // Signing out posts to us and is sent on to the provider; browsers check that step too.
    `form-action 'self' ${providerOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers: Readonly<Record<string, string>> = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // Not no-referrer: forms of our own would then come with "Origin: null".
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
