import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';

const timeLimitMs = 10_000;

/**
 * How MSAL reaches the provider: with a time limit, which its own client has not, and with answers
 * above 499 taken for no answer at all.
 */
export const providerNetwork: INetworkModule = {
  sendGetRequestAsync: (url, options) => exchange('GET', url, options),
  sendPostRequestAsync: (url, options) => exchange('POST', url, options),
};

async function exchange(method: string, url: string, options: NetworkRequestOptions = {}) {
  const response = await fetch(url, {
    method,
    headers: options.headers,
    body: options.body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeLimitMs),
  });
  if (response.status >= 500) throw new Error(`the provider answered ${response.status}`);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    // Of whatever type MSAL asked for: it checks what it gets.
    body: (await response.json()) as never,
  };
}
