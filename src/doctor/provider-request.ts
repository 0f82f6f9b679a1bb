import { fetchBounded, jsonMediaType, type OutgoingProxy } from '../auth/internals.js';
import { printable } from '../logging/index.js';
import { describeConnectionError, type ConnectionError } from './connection-error.js';
import { failed, type Finding } from './finding.js';

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
      aheadSeconds: secondsAhead(headers.get('date'), midway),
    };
  } catch (error) {
    return describeConnectionError(error);
  }
}

/** A Date header has whole seconds, rounded down: on average half a second has passed since. */
function secondsAhead(date: string | null, localMs: number): number | undefined {
  const told = Date.parse(date ?? '');
  return Number.isNaN(told) ? undefined : Math.round((told + 500 - localMs) / 1000);
}

/** A document of the provider, or why there is none; and what its clock said. */
export interface FetchedDocument {
  readonly document?: unknown;
  readonly finding?: Finding;
  readonly aheadSeconds?: number | undefined;
}

/** What to do where something else than the provider answers. */
export const notTheProvider =
  'Open the address in a browser: what answers there is not the provider, but perhaps a proxy or a sign-in page of the network.';

/** Fetches a JSON document, and puts everything that is not one in words. */
export async function fetchDocument(
  check: string,
  url: string,
  missing: string,
  proxy: OutgoingProxy | undefined,
): Promise<FetchedDocument> {
  const answer = await askProvider(url, 'application/json', proxy);
  if ('found' in answer) {
    return { finding: failed(check, `${url}: ${answer.found}`, answer.toDo) };
  }
  const { status, contentType, location, body, aheadSeconds } = answer;
  const because = (found: string, toDo: string): FetchedDocument => ({
    finding: failed(check, `${url} ${found}`, toDo),
    aheadSeconds,
  });
  if (location !== null && status >= 300 && status < 400) {
    return because(
      `answered ${status}, a redirect to ${printable(location)}, which is not followed`,
      'Set AUTHORITY_HOST to the host that answers itself.',
    );
  }
  // B2C answers 404 for a policy it does not have, Entra ID 400 for a tenant it does not know.
  if (status === 404 || status === 400) {
    return because(`answered ${status}`, missing);
  }
  if (status !== 200) {
    return because(
      `answered ${status}`,
      'Try again; if it stays so, look at the Azure status page.',
    );
  }
  if (!jsonMediaType.test(contentType)) {
    return because(
      `answered with ${printable(contentType) || 'no media type'}, not JSON`,
      notTheProvider,
    );
  }
  try {
    return { document: JSON.parse(body) as unknown, aheadSeconds };
  } catch {
    return because('answered with broken JSON', notTheProvider);
  }
}
