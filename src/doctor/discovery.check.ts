import {
  jsonMediaType,
  readProviderMetadata,
  type OutgoingProxy,
  type ProviderMetadata,
} from '../auth/internals.js';
import { printable } from '../logging/index.js';
import { failed, passed, type Finding } from './finding.js';
import { askProvider } from './ask-provider.js';

/** A document of the provider, or why there is none; and what its clock said. */
export interface FetchedDocument {
  readonly document?: unknown;
  readonly finding?: Finding;
  readonly aheadSeconds?: number | undefined;
}

/** The address of the keys and the issuer, once the discovery document is as it should be. */
export interface DiscoveryResult {
  readonly findings: readonly Finding[];
  readonly metadata?: ProviderMetadata;
  readonly aheadSeconds?: number | undefined;
}

const notTheProvider =
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

/** A key set, and what its findings call it. */
export interface CheckedKeySet {
  readonly label: string;
  readonly discoveryUrl: string;
  readonly keyHosts: readonly string[];
  readonly proxy: OutgoingProxy | undefined;
}

/** Whether the discovery document of a key set can be had and names an issuer and keys. */
export async function checkDiscovery(
  keySet: CheckedKeySet,
  missing: string,
): Promise<DiscoveryResult> {
  const { label, discoveryUrl, proxy } = keySet;
  const check = `discovery (${label})`;
  const { document, finding, aheadSeconds } = await fetchDocument(
    check,
    discoveryUrl,
    missing,
    proxy,
  );
  if (finding) {
    return { findings: [finding], aheadSeconds };
  }
  try {
    const metadata = readProviderMetadata(document, keySet);
    return { findings: [passed(check, discoveryUrl)], metadata, aheadSeconds };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'cannot be read';
    return { findings: [failed(check, `${discoveryUrl} ${why}`, notTheProvider)], aheadSeconds };
  }
}
