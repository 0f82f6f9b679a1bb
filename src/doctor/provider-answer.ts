import { connectionTrouble, type ConnectionTrouble } from './connection-trouble.js';

/** An answer of the provider, whatever it is. */
export interface ProviderAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  readonly body: string;
  /** How far the provider's clock is ahead of this machine's, if it told the time. */
  readonly aheadSeconds: number | undefined;
}

const limitMs = 5_000;
const maxBytes = 512 * 1024;

/** Asks within 5 seconds and 512 KiB, without following a redirect and without credentials. */
export async function askProvider(
  url: string,
  accept: string,
): Promise<ProviderAnswer | ConnectionTrouble> {
  try {
    const startedAt = Date.now();
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept },
      signal: AbortSignal.timeout(limitMs),
    });
    const midway = (startedAt + Date.now()) / 2;
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      location: response.headers.get('location'),
      body: await readText(response),
      aheadSeconds: aheadSeconds(response.headers.get('date'), midway),
    };
  } catch (error) {
    return connectionTrouble(error);
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** A Date header has whole seconds, cut off: on average half a second has passed since. */
function aheadSeconds(date: string | null, localMs: number): number | undefined {
  const told = Date.parse(date ?? '');
  return Number.isNaN(told) ? undefined : Math.round((told + 500 - localMs) / 1000);
}
