import type { B2cEnvironment } from '../environment.schema.js';
import type { ProviderSettings } from '../settings.js';
import { discoveryPath, withoutPath } from './discovery-path.js';

/**
 * Where an Azure AD B2C tenant keeps its documents: one set of addresses for each user flow.
 * https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#endpoints
 */
export function b2cProvider(environment: B2cEnvironment): ProviderSettings {
  const name = environment.TENANT_NAME;
  const authority = environment.AUTHORITY_HOST ?? `https://${name}.b2clogin.com`;
  const policies = withoutRepeats(environment.AUTH_POLICY_NAME).map((policy) => {
    const address = `${authority}/${name}.onmicrosoft.com/${policy}`;
    return {
      name: policy,
      discoveryUrl: `${address}/v2.0${discoveryPath}`,
      authorizationUrl: `${address}/oauth2/v2.0/authorize`,
      tokenUrl: `${address}/oauth2/v2.0/token`,
    };
  });
  const [signIn] = policies;
  if (!signIn) throw new TypeError('a B2C environment lists at least one policy');
  return {
    token: {
      kind: 'b2c',
      policies: policies.map(({ name: policy, discoveryUrl }) => ({ name: policy, discoveryUrl })),
      tenantId: environment.TENANT_ID,
    },
    authorizationServers: policies.map(({ discoveryUrl }) => withoutPath(discoveryUrl)),
    authorizationUrl: signIn.authorizationUrl,
    tokenUrl: signIn.tokenUrl,
    scopePrefix:
      environment.APP_ID_URI ?? `https://${name}.onmicrosoft.com/${environment.APP_CLIENT_ID}`,
  };
}

/** B2C does not tell policy names apart by case. */
function withoutRepeats(policies: readonly string[]): string[] {
  return [...new Map(policies.map((policy) => [policy.toLowerCase(), policy])).values()];
}
