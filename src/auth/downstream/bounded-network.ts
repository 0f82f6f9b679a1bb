import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import type { OutgoingProxy } from '../auth.options.js';
import { fetchBounded } from '../keys/index.js';

interface NetworkOptions {
  readonly timeoutMs: number;
  readonly proxy: OutgoingProxy | undefined;
}

/**
 * Sends the requests of MSAL as the documents of providers are fetched: bounded in time and size, and through the
 * same proxy. MSAL itself would wait for ever for a provider that takes a request and does not answer.
 */
export function boundedNetwork({ timeoutMs, proxy }: NetworkOptions): INetworkModule {
  const send = async (url: string, form?: NetworkRequestOptions) => {
    const answer = await fetchBounded(url, {
      accept: 'application/json',
      signal: AbortSignal.timeout(timeoutMs),
      proxy,
      ...(form && { form: { body: form.body ?? '', headers: form.headers ?? {} } }),
    });
    const headers: Record<string, string> = {};
    answer.headers.forEach((value, name) => (headers[name] = value));
    // Typed by MSAL as whatever it asked for.
    return { status: answer.status, headers, body: JSON.parse(answer.body.toString()) as never };
  };
  return {
    sendGetRequestAsync: (url) => send(url),
    sendPostRequestAsync: (url, options = {}) => send(url, options),
  };
}
