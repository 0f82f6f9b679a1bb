import type { EmulatorRequest } from '../http/index.js';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why a request may not use the console; undefined if it may. Pages of other origins must not be able
 * to press its buttons (CSRF) or to read it, neither under a name that they rebind to 127.0.0.1.
 *
 * Fetch Metadata: https://www.w3.org/TR/fetch-metadata/
 */
export function foreignRequestFault({
  method,
  origin,
  headers,
}: EmulatorRequest): string | undefined {
  // A custom domain of the configuration is not of this machine alone.
  if (!loopbackNames.has(new URL(origin).hostname)) {
    return 'the console is at a loopback name only';
  }
  const { origin: sender } = headers;
  const site = headers['sec-fetch-site'];
  if (method === 'POST') {
    return sender === origin && (site === undefined || site === 'same-origin')
      ? undefined
      : 'only pages of the console may send its forms';
  }
  const opensPage =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  const own = site === undefined || site === 'same-origin' || site === 'none' || opensPage;
  return own && (sender === undefined || sender === origin)
    ? undefined
    : 'only pages of the console may read it';
}
