import type { B2cEnvironment } from '../environment.schema.js';
import { endpointsOf } from './endpoints.js';

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
    scopePrefix: APP_ID_URI ?? `https://${domain}/${APP_CLIENT_ID}`,
  } as const;
}

/** B2C does not distinguish policy names by case. */
function withoutRepeats(policies: readonly string[]): string[] {
  return [...new Map(policies.map((policy) => [policy.toLowerCase(), policy])).values()];
}
