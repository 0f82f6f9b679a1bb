import { fetchBounded, type OutgoingProxy } from '../auth/internals.js';
import { describeConnectionError, type ConnectionError } from './connection-error.js';

/** An answer of the provider, whatever it is. */
export interface ProviderAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  readonly body: string;
  /** How far the provider's clock is ahead of this machine's, if it told the time. */
  readonly aheadSeconds: number | undefined;
}

const timeoutMs = 5_000;

/** Asks within 5 seconds, without following a redirect and without credentials. */
export async function askProvider(
  url: string,
  accept: string,
  proxy?: OutgoingProxy,
): Promise<ProviderAnswer | ConnectionError> {
  try {
    const startedAt = Date.now();
    const answer = await fetchBounded(url, {
      accept,
      signal: AbortSignal.timeout(timeoutMs),
      proxy,
    });
    const midway = (startedAt + Date.now()) / 2;
    const { status, headers, body } = answer;
    return {
      status,
      contentType: headers.get('content-type') ?? '',
      location: headers.get('location'),
      body: body.toString('utf8'),
      aheadSeconds: aheadSeconds(headers.get('date'), midway),
    };
  } catch (error) {
    return describeConnectionError(error);
  }
}

/** A Date header has whole seconds, rounded down: on average half a second has passed since. */
function aheadSeconds(date: string | null, localMs: number): number | undefined {
  const told = Date.parse(date ?? '');
  return Number.isNaN(told) ? undefined : Math.round((told + 500 - localMs) / 1000);
}
