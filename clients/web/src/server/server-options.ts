import type { Settings } from '../config/index.js';

/** A form of this client holds a title and two tokens. */
const maxBodyBytes = 20_000;

/** How Fastify is to listen. */
export function serverOptions({ http }: Settings) {
  const behindProxy = http.publicOrigin.startsWith('https:') && http.tls === undefined;
  return {
    bodyLimit: maxBodyBytes,
    requestTimeout: 30_000,
    return503OnClosing: false,
    // Fastify would answer these itself, in JSON. This one leads to the page for what is not there.
    rewriteUrl: ({ url = '/' }: { readonly url?: string }) =>
      isWellFormed(url) ? url : '/malformed-address',
    // Then https ends at a proxy, and only its X-Forwarded-Proto tells that the cookie is safe to
    // send. Nothing else that a proxy says of a caller is used.
    trustProxy: behindProxy,
    ...(http.tls && { https: { cert: http.tls.cert, key: http.tls.key } }),
  };
}

/** Whether every percent sign of a path begins an escape of UTF-8 (RFC 3986 section 2.1). */
function isWellFormed(url: string): boolean {
  try {
    decodeURI(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
