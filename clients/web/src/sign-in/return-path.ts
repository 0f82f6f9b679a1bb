/** Any origin will do: what matters is whether an address leaves it. */
const here = 'http://here.invalid';

/**
 * The part of a return address that stays on this site, or the home page. Read the way browsers
 * read it: they take `//host`, `/\host` and control characters in between for another site.
 * https://url.spec.whatwg.org/#url-parsing
 *
 * @param given a value from a query, of any type
 */
export function safeReturnPath(given: unknown): string {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2_000) return '/';
  if (/[\\\p{Cc}]/u.test(given) || !URL.canParse(given, here)) return '/';
  const url = new URL(given, here);
  if (url.origin !== here || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search;
}
