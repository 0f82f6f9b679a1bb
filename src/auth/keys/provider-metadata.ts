import { z } from 'zod';

/** A document of the identity provider could not be had, or is not what it should be. */
export class ProviderDocumentError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderDocumentError';
  }
}

/** The two facts of a discovery document that verifying needs. */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly jwksUri: string;
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
 * @param discoveryUrl where the document came from; plain HTTP keys are taken only if it is plain HTTP too
 * @throws {ProviderDocumentError}
 */
export function readProviderMetadata(document: unknown, discoveryUrl: string): ProviderMetadata {
  const parsed = discoveryDocument.safeParse(document);
  if (!parsed.success) {
    throw new ProviderDocumentError('names no issuer or no jwks_uri');
  }
  const { issuer, jwks_uri: jwksUri } = parsed.data;
  if (!jwksUri.startsWith('https:') && discoveryUrl.startsWith('https:')) {
    throw new ProviderDocumentError('names a jwks_uri that is not https');
  }
  return { issuer, jwksUri };
}

/** An answer over HTTP whose body has been read. */
export interface BoundedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

const maxBytes = 512 * 1024;

/** The media type of a JSON document. */
export const jsonMediaType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Fetches at most 512 KiB and follows no redirect: the address was configured or announced by the
 * provider, and any other is not one to take keys from.
 *
 * @param accept the media type to ask for
 * @param signal ends the fetch, body included. Node's own time-outs watch idle sockets only, so a
 *   slow drip outlives them
 * @throws whatever `fetch` throws, and {@link ProviderDocumentError} for a body that is too long
 */
export async function fetchBounded(
  url: string,
  accept: string,
  signal: AbortSignal,
): Promise<BoundedAnswer> {
  const response = await fetch(url, { signal, redirect: 'manual', headers: { accept } });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body, and with it the connection.
    if (bytes > maxBytes) {
      throw new ProviderDocumentError(`answered more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return { status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
}

const timeoutMs = 3_000;

/**
 * Fetches a JSON document within 3 seconds in all.
 *
 * @param stop ends the fetch before that
 * @throws {ProviderDocumentError} whatever goes wrong
 */
export async function fetchProviderDocument(url: string, stop: AbortSignal): Promise<unknown> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  const deadline = AbortSignal.timeout(timeoutMs);
  deadline.addEventListener('abort', abort);
  stop.addEventListener('abort', abort);
  try {
    stop.throwIfAborted();
    const { status, headers, body } = await fetchBounded(url, 'application/json', attempt.signal);
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
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return `cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`;
}
