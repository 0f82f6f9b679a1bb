import { writeScopes } from '../protocol/index.js';
import type { Authorization, Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';

/** What a token response contains besides the tokens of the authorization. */
export interface TokenResponseOptions {
  readonly refresh?: { token: string; expiresIn: number } | undefined;
  readonly clientInfo: boolean;
}

/** Issues the tokens of an authorization; returns the JSON of the token response. */
export async function tokenResponse(
  tenant: Tenant,
  authorization: Authorization,
  user: User,
  { refresh, clientInfo }: TokenResponseOptions,
): Promise<Record<string, unknown>> {
  const { policy, scopes } = authorization;
  const issuedAt = tenant.seconds();
  const accessToken = await accessTokenFor(tenant, authorization, user, issuedAt);
  const idToken = scopes.openid
    ? await idTokenFor(tenant, authorization, user, { issuedAt, accessToken })
    : undefined;
  return tenant.product.tokenResponse({
    policy,
    issuedAt,
    accessToken,
    resource: scopes.resource?.clientId,
    person: { user, scope: writeScopes(tenant.config, scopes), idToken, refresh, clientInfo },
  });
}

/** The access token of an authorization; none when no API was asked for. */
export async function accessTokenFor(
  tenant: Tenant,
  { policy, client, scopes, nonce, newUser, authContexts, capabilities }: Authorization,
  user: User,
  issuedAt: number,
): Promise<string | undefined> {
  if (!scopes.resource) {
    return undefined;
  }
  const claims = tenant.product.accessTokenClaims({
    policy,
    user,
    clientId: client.clientId,
    issuedAt,
    nonce,
    newUser,
    audience: scopes.resource.clientId,
    scopes: scopes.granted,
    authContexts,
    capabilities,
  });
  return tenant.sign(claims, 'access token');
}

/** The ID token of an authorization, with `at_hash` and `c_hash` of what is issued with it. */
export function idTokenFor(
  tenant: Tenant,
  { policy, client, nonce, newUser, authTime }: Authorization,
  user: User,
  beside: { issuedAt: number; accessToken?: string | undefined; code?: string | undefined },
): Promise<string> {
  const claims = tenant.product.idTokenClaims({
    policy,
    user,
    clientId: client.clientId,
    nonce,
    newUser,
    authTime,
    ...beside,
  });
  return tenant.sign(claims, 'ID token');
}
