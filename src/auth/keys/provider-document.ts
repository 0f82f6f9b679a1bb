/** A document of the identity provider could not be had, or is not what it should be. */
export class ProviderDocumentError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderDocumentError';
  }
}

/** In all, body included. Node's own time-outs watch idle sockets only, so a slow drip outlives them. */
const deadlineMs = 3_000;
const maxBytes = 512 * 1024;
/** What a document must call itself. */
export const jsonMediaType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Fetches a JSON document within 3 seconds and 512 KiB, following no redirect: the address was
 * configured or announced by the provider, and any other is not one to take keys from.
 *
 * @throws {ProviderDocumentError} whatever goes wrong
 */
export async function fetchProviderDocument(url: string, stop: AbortSignal): Promise<unknown> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  const timer = setTimeout(abort, deadlineMs);
  stop.addEventListener('abort', abort);
  const { signal } = attempt;
  try {
    stop.throwIfAborted();
    const response = await fetch(url, {
      signal,
      redirect: 'manual',
      headers: { accept: 'application/json' },
    });
    if (
      response.status !== 200 ||
      !jsonMediaType.test(response.headers.get('content-type') ?? '')
    ) {
      await response.body?.cancel();
      throw new ProviderDocumentError(`answered ${response.status}, not with a JSON document`);
    }
    return JSON.parse(await readText(response));
  } catch (error) {
    if (error instanceof ProviderDocumentError) throw error;
    throw new ProviderDocumentError(describe(error, signal), { cause: error });
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body, and with it the connection.
    if (bytes > maxBytes) throw new ProviderDocumentError(`answered more than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function describe(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `did not answer within ${deadlineMs / 1000} seconds`;
  if (error instanceof SyntaxError) return 'answered with broken JSON';
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return `cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`;
}
