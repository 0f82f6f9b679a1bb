import { guidsIn, type ProviderRules } from '../providers/index.js';
import type { RemoteKeySet } from './remote-key-set.js';

/** A provider, with what its key sets announce. */
export interface AnnouncingProvider {
  readonly provider: ProviderRules;
  readonly keySets: ReadonlyMap<string, Pick<RemoteKeySet, 'issuer'>>;
}

/**
 * Providers whose tokens an earlier provider would take for its own. Most of these are found when the
 * configuration is read; here it is the issuers that are really announced.
 *
 * @returns the name of the earlier provider, by that of the later one
 */
export function findConflicts(
  providers: readonly AnnouncingProvider[],
): ReadonlyMap<string, string> {
  const conflicts = new Map<string, string>();
  for (const [index, later] of providers.entries()) {
    const earlier = providers
      .slice(0, index)
      .find((candidate) => !conflicts.has(candidate.provider.name) && overlap(candidate, later));
    if (earlier) {
      conflicts.set(later.provider.name, earlier.provider.name);
    }
  }
  return conflicts;
}

function overlap(a: AnnouncingProvider, b: AnnouncingProvider): boolean {
  return issuersOf(a).some((one) =>
    issuersOf(b).some(
      (other) => wouldAccept(a.provider, one, other) || wouldAccept(b.provider, other, one),
    ),
  );
}

function issuersOf({ keySets }: AnnouncingProvider): string[] {
  return [...keySets.values()].flatMap(({ issuer }) => issuer ?? []);
}

/**
 * Whether a provider would take a token of another one's issuer. Where it would refuse the tenant, it only
 * announces the wrong issuer, and takes nothing from anybody.
 */
function wouldAccept(provider: ProviderRules, announced: string, issuer: string): boolean {
  if (issuer.includes('{tenantid}')) {
    return issuer === announced;
  }
  const claims = { iss: issuer, tid: guidsIn(issuer).at(-1), ver: provider.version };
  return provider.isIssuer(claims, announced) && provider.checkIssuerShape(claims) === undefined;
}
