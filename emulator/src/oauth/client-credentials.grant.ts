import { appIdUri, type Application, type Config } from '../config/index.js';
import { defaultScopesHint, protocolErrors, requireSecret } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import { stableGuid } from '../users/index.js';
import type { TokenRequest } from './token-request.js';

/**
 * Issues an access token for the client itself. Any policy can be used; the scope is `{appIdUri}/.default`.
 * https://learn.microsoft.com/azure/active-directory-b2c/client-credentials-grant-flow
 */
export async function clientCredentialsGrant(
  tenant: Tenant,
  { policy, caller, form }: TokenRequest,
): Promise<Record<string, unknown>> {
  requireSecret(caller);
  const { client } = caller;
  const resource = readDefaultScope(tenant.config, client, form.get('scope'));
  const roles = grantedRoles(client, resource);
  if (roles.length === 0) {
    throw protocolErrors.notPermitted().withHint(defaultScopesHint(tenant.config, client));
  }

  const issuedAt = tenant.seconds();
  const claims = tenant.product.appTokenClaims({
    policy,
    clientId: client.clientId,
    servicePrincipalId: servicePrincipalId(client),
    audience: resource.clientId,
    roles,
    issuedAt,
  });
  return tenant.product.tokenResponse({
    policy,
    issuedAt,
    accessToken: await tenant.sign(claims, 'application token'),
    resource: resource.clientId,
  });
}

/** Application permissions a client was granted on an API. */
export function grantedRoles(client: Application, resource: Application): string[] {
  return client.permissions
    .filter((permission) => permission.resource === resource.clientId)
    .flatMap((permission) => permission.roles);
}

/** Object id of the service principal that stands for an application in the tenant. */
export function servicePrincipalId(client: Application): string {
  return stableGuid(`service-principal:${client.clientId}`);
}

function readDefaultScope(config: Config, client: Application, scope: string | null): Application {
  const hint = defaultScopesHint(config, client);
  const names = (scope ?? '').split(/\s+/).filter(Boolean);
  const [name] = names;
  if (name === undefined) {
    throw protocolErrors.scopeMissing().withHint(hint);
  }
  if (names.length > 1) {
    throw protocolErrors.severalResources(scope ?? '').withHint(hint);
  }
  if (!name.endsWith('/.default')) {
    throw protocolErrors.scopeNotDefault(name).withHint(hint);
  }
  const resource = config.applications.find((one) => `${appIdUri(config, one)}/.default` === name);
  if (!resource) {
    throw protocolErrors.scopeUnsupported(name).withHint(hint);
  }
  return resource;
}
