import { b2c, entraId, externalId, type ProviderOptions } from '../auth/index.js';
import { endpointsBeside } from '../auth/internals.js';
import type { ProviderEnvironment } from './environment.schema.js';
import type { ProviderSettings } from './settings.js';

/**
 * The one place where the addresses of a provider come from: what its tokens are checked with, as the auth module
 * derives it from names, and where clients get them.
 *
 * @param name of the provider, in logs and for callers
 */
export function providerSettings(environment: ProviderEnvironment, name: string): ProviderSettings {
  const options = providerOptions(environment, name);
  const keySets = options.kind === 'b2c' ? options.policies : [options.keySet];
  const endpoints = keySets.map(({ name: policy, discoveryUrl }) => ({
    policy,
    ...endpointsBeside(discoveryUrl),
  }));
  const [signIn] = endpoints;
  if (!signIn) {
    throw new TypeError('a B2C environment lists at least one policy');
  }
  const passwordReset = endpoints.find(({ policy }) => /reset/i.test(policy));
  return {
    ...options,
    scopePrefix: options.scopePrefix ?? '',
    documentationClientId: environment.OPENAPI_CLIENT_ID,
    authorizationServers: endpoints.map(({ authorizationServer }) => authorizationServer),
    authorizationUrl: signIn.authorizationUrl,
    tokenUrl: signIn.tokenUrl,
    logoutUrl: signIn.logoutUrl,
    ...(options.kind === 'b2c' && { passwordReset }),
  };
}

function providerOptions(environment: ProviderEnvironment, name: string): ProviderOptions {
  const { FORMER_TENANT_ID: tenantId, FORMER_OBJECT_ID_CLAIM: claim } = environment;
  const common = {
    name,
    audience: environment.APP_CLIENT_ID,
    authorityHost: environment.AUTHORITY_HOST,
    scopePrefix: environment.APP_ID_URI,
    fullAccessScope: environment.FULL_ACCESS_SCOPE,
    allowedClients: environment.ALLOWED_CLIENTS,
    formerOwner: tenantId !== undefined && claim !== undefined ? { tenantId, claim } : undefined,
  };
  switch (environment.IDENTITY_PROVIDER) {
    case 'b2c':
      return b2c({
        ...common,
        tenantName: environment.TENANT_NAME,
        tenantDomain: environment.TENANT_DOMAIN,
        policies: withoutRepeats(environment.AUTH_POLICY_NAME),
        tenantId: environment.TENANT_ID,
        applicationClients: environment.APPLICATION_CLIENTS,
      });
    case 'entra':
      return entraId({
        ...common,
        tenantId: environment.TENANT_ID,
        allowGuests: environment.ALLOW_GUESTS,
        ...('ALLOWED_TENANTS' in environment && { allowedTenants: environment.ALLOWED_TENANTS }),
      });
    case 'external-id':
      return externalId({
        ...common,
        tenantName: environment.TENANT_NAME,
        tenantDomain: environment.TENANT_DOMAIN,
        tenantId: environment.TENANT_ID,
      });
  }
}

/** B2C does not distinguish policy names by case. */
function withoutRepeats(policies: readonly string[]): string[] {
  return [...new Map(policies.map((policy) => [policy.toLowerCase(), policy])).values()];
}
