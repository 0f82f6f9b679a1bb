import {
  guidsIn,
  readProviderMetadata,
  type ProviderRules,
  type OutgoingProxy,
  type ProviderMetadata,
} from '../auth/internals.js';
import { printable } from '../logging/index.js';
import { failed, passed, type Finding } from './finding.js';
import { fetchDocument, notTheProvider } from './provider-request.js';

/** The address of the keys and the issuer, once the discovery document is as it should be. */
export interface DiscoveryResult {
  readonly findings: readonly Finding[];
  readonly metadata?: ProviderMetadata;
  readonly aheadSeconds?: number | undefined;
}

/** A key set, and what its findings call it. */
export interface CheckedKeySet {
  readonly label: string;
  readonly discoveryUrl: string;
  readonly keyHosts: readonly string[];
  readonly proxy: OutgoingProxy | undefined;
}

/** Whether the discovery document of a key set can be fetched and names an issuer and keys. */
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

/**
 * The claims about issuer and tenant that a token of this issuer would have, if it had an allowed tenant.
 */
export function sampleClaims(issuer: string, provider: ProviderRules, allowedTenant: string) {
  const tid = issuer.includes('{tenantid}') ? allowedTenant : guidsIn(issuer).at(-1);
  return { iss: issuer.replace('{tenantid}', allowedTenant), tid, ver: provider.version };
}

/** Whether tokens with the announced issuer would pass the rules of this configuration. */
export function checkIssuer(
  { label, issuer }: { readonly label: string; readonly issuer: string },
  provider: ProviderRules,
  { allowedTenant, toDo }: { readonly allowedTenant: string; readonly toDo: string },
): Finding {
  const check = `issuer (${label})`;
  const claims = sampleClaims(issuer, provider, allowedTenant);
  const fault =
    provider.checkIssuerShape(claims) ?? (provider.isIssuer(claims, issuer) ? undefined : 'issuer');
  return fault === undefined
    ? passed(check, printable(issuer))
    : failed(
        check,
        `${printable(issuer)} is announced, and tokens of it would be refused (${fault})`,
        toDo,
      );
}
