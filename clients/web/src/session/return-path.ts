/** Any origin will do: what matters is whether an address leaves it. */
const here = 'http://here.invalid';

/**
 * The pages that people are brought back to. No way to the provider is one, and nor is the way
 * back from it: its address holds a code.
 */
const pages: ReadonlySet<string> = new Set([
  '/',
  '/tasks',
  '/call_downstream_api',
  '/auth/token_details',
]);

/**
 * A return address if it is one of the pages of this site, or the home page. Read the way browsers
 * read it: they take `//host`, `/\host` and control characters in between for another site.
 * https://url.spec.whatwg.org/#url-parsing
 *
 * @param given a value from a query, of any type
 */
export function safeReturnPath(given: unknown): string {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2_000) return '/';
  if (/[\\\p{Cc}]/u.test(given) || !URL.canParse(given, here)) return '/';
  const url = new URL(given, here);
  if (url.origin !== here || !pages.has(url.pathname)) return '/';
  return url.pathname + url.search;
}

/** The parts of a request that tell where a person is. */
export interface Whereabouts {
  readonly method: string;
  readonly url: string;
}

/**
 * The page that a person is on who sent a request; where it was a way to the provider, the page that
 * this was to come back to. Pure.
 */
export function returnPathOf({ method, url }: Whereabouts): string {
  const [path = '/', query = ''] = url.split('?', 2);
  if (method !== 'GET') return safeReturnPath(path);
  return pages.has(path)
    ? safeReturnPath(url)
    : safeReturnPath(new URLSearchParams(query).get('return_to'));
}
