import type { Settings } from '../config/index.js';

/** A form of this client contains a title and two tokens. */
const maxBodyBytes = 20_000;

/** Options of the Fastify server. */
export function serverOptions({ http }: Settings) {
  return {
    bodyLimit: maxBodyBytes,
    requestTimeout: 30_000,
    return503OnClosing: false,
    // Fastify would answer a malformed address itself, in JSON. This way it gets the page of a 404.
    rewriteUrl: ({ url = '/' }: { readonly url?: string }) =>
      isWellFormed(url) ? url : '/malformed-address',
    // Decides `request.ip`. An empty list trusts nobody.
    trustProxy: [...http.trustedProxies],
    ...(http.tls && { https: { cert: http.tls.cert, key: http.tls.key } }),
  };
}

/** Whether every percent sign of the path begins an escape of UTF-8 (RFC 3986 section 2.1). */
function isWellFormed(url: string): boolean {
  try {
    decodeURI(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
