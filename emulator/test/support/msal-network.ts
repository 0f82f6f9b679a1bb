import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import type { Fetch } from './trusting-fetch.js';

/** MSAL's network module on top of a fetch. */
export function networkClient(send: Fetch): INetworkModule {
  const exchange = async (method: string, url: string, options?: NetworkRequestOptions) => {
    const response = await send(url, { method, headers: options?.headers, body: options?.body });
    return {
      headers: Object.fromEntries(response.headers),
      body: JSON.parse(await response.text()),
      status: response.status,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };
}
