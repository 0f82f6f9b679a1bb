import type {
  B2cEnvironment,
  EntraEnvironment,
  ExternalIdEnvironment,
  ProviderEnvironment,
} from './environment.schema.js';
import type { ProviderSettings } from './settings.js';

/**
 * The one place where the addresses of a provider come from.
 *
 * @param name of the provider, in logs and for callers
 */
export function providerSettings(environment: ProviderEnvironment, name: string): ProviderSettings {
  const { FORMER_TENANT_ID: tenantId, FORMER_OBJECT_ID_CLAIM: claim } = environment;
  const common = {
    name,
    audience: environment.APP_CLIENT_ID,
    fullAccessScope: environment.FULL_ACCESS_SCOPE,
    allowedClients: environment.ALLOWED_CLIENTS,
    formerOwner: tenantId !== undefined && claim !== undefined ? { tenantId, claim } : undefined,
    documentationClientId: environment.OPENAPI_CLIENT_ID,
  };
  switch (environment.IDENTITY_PROVIDER) {
    case 'b2c':
      return { ...common, ...b2cSettings(environment) };
    case 'entra':
      return { ...common, ...entraSettings(environment) };
    case 'external-id':
      return { ...common, ...externalIdSettings(environment) };
  }
}

/**
 * Where an Azure AD B2C tenant publishes its documents: one set of addresses for each user flow.
 * https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#endpoints
 */
export function b2cSettings(environment: B2cEnvironment) {
  const { TENANT_NAME: name, APP_CLIENT_ID, APP_ID_URI } = environment;
  const domain = environment.TENANT_DOMAIN ?? `${name}.onmicrosoft.com`;
  const host = environment.AUTHORITY_HOST ?? `https://${name}.b2clogin.com`;
  const policies = withoutRepeats(environment.AUTH_POLICY_NAME).map((policy) => ({
    name: policy,
    ...endpointsOf(`${host}/${domain}/${policy}`),
  }));
  const [signIn] = policies;
  if (!signIn) {
    throw new TypeError('a B2C environment lists at least one policy');
  }
  return {
    kind: 'b2c',
    policies: policies.map(({ name: policy, discoveryUrl }) => ({ name: policy, discoveryUrl })),
    tenantId: environment.TENANT_ID,
    applicationClients: environment.APPLICATION_CLIENTS,
    authorizationServers: policies.map(({ authorizationServer }) => authorizationServer),
    authorizationUrl: signIn.authorizationUrl,
    tokenUrl: signIn.tokenUrl,
    logoutUrl: signIn.logoutUrl,
    passwordReset: policies.find(({ name: policy }) => /reset/i.test(policy)),
    scopePrefix: APP_ID_URI ?? `https://${domain}/${APP_CLIENT_ID}`,
  } as const;
}

/** B2C does not distinguish policy names by case. */
function withoutRepeats(policies: readonly string[]): string[] {
  return [...new Map(policies.map((policy) => [policy.toLowerCase(), policy])).values()];
}

/**
 * Where Entra ID publishes its documents: one set for a tenant, or one for many.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints
 */
export function entraSettings(environment: EntraEnvironment) {
  const { TENANT_ID: tenantId, APP_CLIENT_ID, APP_ID_URI, AUTHORITY_HOST } = environment;
  const host = AUTHORITY_HOST ?? 'https://login.microsoftonline.com';
  const { authorizationServer, discoveryUrl, ...urls } = endpointsOf(`${host}/${tenantId}`);
  const common = {
    keySet: { name: tenantId, discoveryUrl: ofApplication(discoveryUrl, APP_CLIENT_ID) },
    allowGuests: environment.ALLOW_GUESTS,
    authorizationServers: [authorizationServer],
    ...urls,
    scopePrefix: APP_ID_URI ?? `api://${APP_CLIENT_ID}`,
  };
  if (!('ALLOWED_TENANTS' in environment)) {
    return { kind: 'entra', tenantId, ...common } as const;
  }
  const { ALLOWED_TENANTS: tenants } = environment;
  return {
    kind: 'entra-multi-tenant',
    ...(tenants !== '*' && { allowedTenants: tenants }),
    consumers: tenantId === 'common',
    ...common,
  } as const;
}

/**
 * Where an Entra External ID tenant publishes its documents. The issuer that they announce has another
 * host, named after the tenant's GUID; keys are taken from here all the same.
 * https://learn.microsoft.com/entra/external-id/customers/concept-authentication-methods-customers
 */
export function externalIdSettings(environment: ExternalIdEnvironment) {
  const { TENANT_NAME: name, TENANT_ID: tenantId, APP_CLIENT_ID, APP_ID_URI } = environment;
  const domain = environment.TENANT_DOMAIN ?? `${name}.onmicrosoft.com`;
  const host = environment.AUTHORITY_HOST ?? `https://${name}.ciamlogin.com`;
  const { authorizationServer, discoveryUrl, ...urls } = endpointsOf(`${host}/${tenantId}`);
  return {
    kind: 'external-id',
    keySet: { name, discoveryUrl: ofApplication(discoveryUrl, APP_CLIENT_ID) },
    tenantId,
    // Everybody is a customer of the tenant, wherever the account came from.
    allowGuests: true,
    authorizationServers: [authorizationServer],
    ...urls,
    scopePrefix: APP_ID_URI ?? `https://${domain}/${APP_CLIENT_ID}`,
  } as const;
}

/** The addresses of a version 2.0 authority, which all products of Microsoft arrange alike. */
export interface Endpoints {
  /** The address from which the discovery document is found (OpenID Connect Discovery 1.0 section 4). */
  readonly authorizationServer: string;
  readonly discoveryUrl: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly logoutUrl: string;
}

/**
 * @param authority scheme, host, tenant and, with B2C, policy
 */
export function endpointsOf(authority: string): Endpoints {
  return {
    authorizationServer: `${authority}/v2.0`,
    discoveryUrl: `${authority}/v2.0/.well-known/openid-configuration`,
    authorizationUrl: `${authority}/oauth2/v2.0/authorize`,
    tokenUrl: `${authority}/oauth2/v2.0/token`,
    logoutUrl: `${authority}/oauth2/v2.0/logout`,
  };
}

/**
 * The discovery document with the keys of one application: an application whose claims are mapped has
 * signing keys of its own, which are listed only there.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-signature
 */
export function ofApplication(discoveryUrl: string, clientId: string): string {
  return `${discoveryUrl}?appid=${clientId}`;
}
