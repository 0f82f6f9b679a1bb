import type { OutgoingProxy } from '../auth.options.js';
import { ProviderDocumentError } from './provider-document.error.js';

/** An answer over HTTP whose body has been read. */
export interface BoundedAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get' | 'forEach'>;
  readonly body: Buffer;
}

/** How an address is asked. */
export interface BoundedRequest {
  /** The media type to ask for. */
  readonly accept: string;
  /**
   * Ends the fetch, body included. Node's own time-outs watch idle sockets only, so a slow drip outlives
   * them.
   */
  readonly signal: AbortSignal;
  readonly proxy?: OutgoingProxy | undefined;
  /** What is sent by POST, and its headers; left out: it is a GET. */
  readonly form?: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
}

const maxBytes = 512 * 1024;

/** The media type of a JSON document. */
export const jsonMediaType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Fetches at most 512 KiB and follows no redirect: the address was configured or announced by the
 * provider, and any other is not one to take keys from.
 *
 * @throws whatever `fetch` throws, and {@link ProviderDocumentError} for a body that is too long
 */
export async function fetchBounded(url: string, request: BoundedRequest): Promise<BoundedAnswer> {
  const { accept, signal, proxy, form } = request;
  const options = {
    ...(form && { method: 'POST', body: form.body }),
    signal,
    redirect: 'manual',
    headers: { ...form?.headers, accept },
  } as const;
  // Plain http is for providers on this very machine, which no proxy reaches.
  if (proxy === undefined || !url.startsWith('https:')) {
    return read(await fetch(url, options));
  }
  // Not Node's own fetch: before Node 24 it knows no proxy, and it takes no agent of another version.
  const { EnvHttpProxyAgent, fetch: fetchThrough } = await import('undici');
  const agent = new EnvHttpProxyAgent({ httpsProxy: proxy.url, noProxy: proxy.noProxy });
  try {
    return await read(await fetchThrough(url, { ...options, dispatcher: agent }));
  } finally {
    await agent.destroy();
  }
}

interface StreamedAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get' | 'forEach'>;
  readonly body: AsyncIterable<Uint8Array> | null;
}

async function read({ status, headers, body }: StreamedAnswer): Promise<BoundedAnswer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body, and with it the connection.
    if (bytes > maxBytes) {
      throw new ProviderDocumentError(`answered more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return { status, headers, body: Buffer.concat(chunks) };
}

/**
 * Why a fetch failed, in one line. Errors of `fetch` say nothing themselves: the reason is their cause, and
 * for a host with several addresses one error for each of them.
 */
export function describeFetchError(error: unknown): string {
  const reasons = [...new Set(reasonsOf(error))];
  const proxyStatus = /Proxy response \((\d{3})\)/.exec(reasons.join())?.[1];
  if (proxyStatus !== undefined) {
    return `the proxy answered ${proxyStatus}`;
  }
  return reasons.length > 0 ? reasons.join('; ') : 'no reason given';
}

function reasonsOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) {
    return [String(error)];
  }
  const {
    message,
    code,
    cause,
    errors = [],
  } = error as Partial<NodeJS.ErrnoException> & {
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
  };
  const inner = [cause, ...errors].filter((part) => part !== undefined && part !== null);
  const deeper = inner.flatMap(reasonsOf);
  const own = message || code;
  return deeper.length > 0 || !own ? deeper : [own];
}
