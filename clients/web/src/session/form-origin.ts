import type { IncomingHttpHeaders } from 'node:http';

/**
 * Where a form was sent from, as the browser says; pages cannot set these headers. Pure.
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function formOrigin(
  { origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  publicOrigin: string,
): 'here' | 'elsewhere' | 'unsaid' {
  if (origin !== undefined && origin !== publicOrigin) return 'elsewhere';
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'elsewhere';
  return origin === publicOrigin || site === 'same-origin' ? 'here' : 'unsaid';
}
