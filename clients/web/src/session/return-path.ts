import { typedIn } from './typed.js';

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
  readonly body?: unknown;
}

/**
 * The page that a person is on who sent a request: with what was typed, where it was a form; where
 * it was a way to the provider, the page that this was to come back to. Pure.
 */
export function returnPathOf({ method, url, body }: Whereabouts): string {
  const [path = '/', query = ''] = url.split('?', 2);
  if (method !== 'GET') return formPath(path, body);
  return pages.has(path)
    ? safeReturnPath(url)
    : safeReturnPath(new URLSearchParams(query).get('return_to'));
}

function formPath(path: string, body: unknown): string {
  const page = safeReturnPath(path);
  const title = typedIn(body);
  if (title === undefined || page === '/') return page;
  // With its key the form stays the same attempt, in case the first one had been taken.
  const { key } = body as { readonly key?: unknown };
  const fields = new URLSearchParams({ title, ...(typeof key === 'string' && { key }) });
  const filled = safeReturnPath(`${page}?${fields.toString()}`);
  return filled === '/' ? page : filled;
}
