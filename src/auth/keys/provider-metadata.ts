import { getDomain } from 'tldts';
import { z } from 'zod';
import type { OutgoingProxy } from '../auth.options.js';
import { describeFetchError, fetchBounded, jsonMediaType } from './bounded-fetch.js';
import { ProviderDocumentError } from './provider-document.error.js';

/** The two facts of a discovery document that verifying needs. */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly jwksUri: string;
}

/** Where a discovery document is, and where its keys may be. */
export interface MetadataAddress {
  readonly discoveryUrl: string;
  /** Hosts that Microsoft documents for keys of this provider, besides those of the same domain. */
  readonly keyHosts?: readonly string[] | undefined;
}

const discoveryDocument = z.object({
  issuer: z.string().min(1),
  jwks_uri: z.url({ protocol: /^https?$/ }),
});

/**
 * Reads a document of OpenID Connect Discovery 1.0.
 *
 * The issuer is not compared with the address, as the standard asks: with B2C it names the tenant
 * by GUID where the address may name it by domain, and External ID even changes the host.
 *
 * @param document as it was fetched, parsed
 * @throws {ProviderDocumentError}
 */
export function readProviderMetadata(
  document: unknown,
  { discoveryUrl, keyHosts = [] }: MetadataAddress,
): ProviderMetadata {
  const parsed = discoveryDocument.safeParse(document);
  if (!parsed.success) {
    throw new ProviderDocumentError('names no issuer or no jwks_uri');
  }
  const { issuer, jwks_uri: jwksUri } = parsed.data;
  const from = new URL(discoveryUrl);
  const keys = new URL(jwksUri);
  if (keys.protocol !== 'https:' && from.protocol === 'https:') {
    throw new ProviderDocumentError('names a jwks_uri that is not https');
  }
  if (siteOf(keys) !== siteOf(from) && !keyHosts.includes(keys.hostname)) {
    throw new ProviderDocumentError(`names a jwks_uri on another site (${keys.hostname})`);
  }
  return { issuer, jwksUri: withApplication(keys, from) };
}

/** The domain that somebody has registered; a name or an address without one stands for itself. */
function siteOf({ hostname }: URL): string {
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) {
    return 'this machine';
  }
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

/** Keys of one application are listed only where the address names the application. */
function withApplication(keys: URL, { searchParams }: URL): string {
  const application = searchParams.get('appid');
  if (application !== null && !keys.searchParams.has('appid')) {
    keys.searchParams.set('appid', application);
  }
  return keys.href;
}

const timeoutMs = 3_000;

/**
 * Fetches a JSON document within 3 seconds in all.
 *
 * @param stop ends the fetch before that
 * @throws {ProviderDocumentError} whatever goes wrong
 */
export async function fetchProviderDocument(
  url: string,
  stop: AbortSignal,
  proxy?: OutgoingProxy,
): Promise<unknown> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  const deadline = AbortSignal.timeout(timeoutMs);
  deadline.addEventListener('abort', abort);
  stop.addEventListener('abort', abort);
  try {
    stop.throwIfAborted();
    const request = { accept: 'application/json', signal: attempt.signal, proxy };
    const { status, headers, body } = await fetchBounded(url, request);
    if (status !== 200 || !jsonMediaType.test(headers.get('content-type') ?? '')) {
      throw new ProviderDocumentError(`answered ${status}, not with a JSON document`);
    }
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    if (error instanceof ProviderDocumentError) {
      throw error;
    }
    throw new ProviderDocumentError(describe(error, attempt.signal), { cause: error });
  } finally {
    deadline.removeEventListener('abort', abort);
    stop.removeEventListener('abort', abort);
  }
}

function describe(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) {
    return `did not answer within ${timeoutMs / 1000} seconds`;
  }
  if (error instanceof SyntaxError) {
    return 'answered with broken JSON';
  }
  return `cannot be reached (${describeFetchError(error)})`;
}
