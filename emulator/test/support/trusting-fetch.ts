import { request } from 'node:https';

/** What tests use of fetch. */
export type Fetch = (url: string | URL, init?: FetchInit) => Promise<Response>;

interface FetchInit {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: unknown;
  redirect?: 'manual';
}

/**
 * A fetch that trusts one CA more. Node reads NODE_EXTRA_CA_CERTS once, at process start, so a test
 * that makes its CA on the way has to bring it along. Redirects are not followed.
 */
export function trustingFetch(ca: string | undefined): Fetch {
  return (url, init = {}) =>
    new Promise((resolve, reject) => {
      const body = init.body instanceof URLSearchParams ? init.body.toString() : init.body;
      const headers = new Headers(init.headers);
      if (init.body instanceof URLSearchParams && !headers.has('content-type')) {
        headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
      }
      const options = { ca, method: init.method ?? 'GET', headers: Object.fromEntries(headers) };
      request(url, options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const answered = new Headers();
          for (const [name, values] of Object.entries(incoming.headersDistinct)) {
            for (const value of values ?? []) {
              answered.append(name, value);
            }
          }
          const status = incoming.statusCode ?? 500;
          resolve(new Response(Buffer.concat(chunks), { status, headers: answered }));
        });
      })
        .on('error', reject)
        .end(typeof body === 'string' ? body : undefined);
    });
}
