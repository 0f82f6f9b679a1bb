import type { ProviderSettings } from './settings.js';

/**
 * Which providers would announce the same issuer, as far as that can be told from addresses: a token
 * then would not say which of them judges it.
 */
export function findSameIssuers(providers: readonly ProviderSettings[]): string[] {
  return providers.flatMap((provider, index) =>
    providers
      .slice(0, index)
      .filter((earlier) => announceTheSame(earlier, provider))
      .map((earlier) => `lists ${earlier.name} and ${provider.name}, which have the same issuer`),
  );
}

function announceTheSame(a: ProviderSettings, b: ProviderSettings): boolean {
  const addresses = new Set(issuerAddresses(a));
  return (
    issuerAddresses(b).some((address) => addresses.has(address)) ||
    acceptsTenantOf(a, b) ||
    acceptsTenantOf(b, a)
  );
}

/** The same address publishes the same issuer. With Entra ID, every name of the authority does. */
function issuerAddresses(provider: ProviderSettings): string[] {
  const keySets = provider.kind === 'b2c' ? provider.policies : [provider.keySet];
  return keySets.map(({ discoveryUrl }) => {
    const { origin, pathname } = new URL(discoveryUrl);
    const address = (origin + pathname).toLowerCase();
    return provider.kind === 'entra-multi-tenant'
      ? address.replace(/\/(common|organizations)\//, '/{tenantid}/')
      : address;
  });
}

/** Whether a provider of many tenants accepts the tenant that another provider is for. */
function acceptsTenantOf(many: ProviderSettings, one: ProviderSettings): boolean {
  if (many.kind !== 'entra-multi-tenant' || one.kind !== 'entra') {
    return false;
  }
  const sameHost =
    new URL(many.keySet.discoveryUrl).origin === new URL(one.keySet.discoveryUrl).origin;
  return sameHost && (many.allowedTenants?.includes(one.tenantId) ?? true);
}
