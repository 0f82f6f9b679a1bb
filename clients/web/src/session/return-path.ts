import type { FastifyRequest } from 'fastify';

/** Any origin will do: it only shows whether an address leads to another one. */
const base = 'http://return-path.invalid';

/**
 * The pages that people are brought back to. The routes to the provider are not among them, nor is the
 * redirect URI: its address holds a code.
 */
const pages: ReadonlySet<string> = new Set([
  '/',
  '/tasks',
  '/call_downstream_api',
  '/auth/token_details',
]);

/** It travels in the cookie of a sign-in, of which a browser may have several. */
const maxLength = 500;

/**
 * A return address if it is one of the pages of this site, otherwise the home page. It is parsed as
 * browsers do it: `//host`, `/\host` and control characters in between lead to another site.
 * https://url.spec.whatwg.org/#url-parsing
 *
 * @param value from a query, of any type
 */
export function safeReturnPath(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/') || value.length > maxLength) {
    return '/';
  }
  if (/[\\\p{Cc}]/u.test(value) || !URL.canParse(value, base)) {
    return '/';
  }
  const url = new URL(value, base);
  if (url.origin !== base || !pages.has(url.pathname)) {
    return '/';
  }
  return url.pathname + url.search;
}

/**
 * The page that a request was sent from, or that it asked to return to when it was on its way to the
 * provider. Pure.
 */
export function returnPathOf({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): string {
  const [path = '/', query = ''] = url.split('?', 2);
  if (method !== 'GET') {
    return safeReturnPath(path);
  }
  return pages.has(path)
    ? safeReturnPath(url)
    : safeReturnPath(new URLSearchParams(query).get('return_to'));
}

/**
 * Where to send the request of a failed page again, or nothing where that is not safe: the address of
 * the redirect URI holds a code, and a form is not sent again by a link. Pure.
 */
export function retryPathOf(request: Pick<FastifyRequest, 'method' | 'url'>): string | undefined {
  const [path = '/'] = request.url.split('?', 1);
  if (request.method === 'GET' && (pages.has(path) || startPaths.has(path))) {
    return request.url;
  }
  const returnPath = returnPathOf(request);
  return returnPath === '/' ? undefined : returnPath;
}

/** The routes that lead to the provider. */
const startPaths: ReadonlySet<string> = new Set([
  '/auth/sign_in',
  '/auth/edit_profile',
  '/auth/reset_password',
]);
