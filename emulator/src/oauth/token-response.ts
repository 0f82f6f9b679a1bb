import type { Authorization, Tenant } from '../tenant/index.js';
import { signToken } from '../tokens/sign-token.js';
import type { User } from '../users/index.js';
import { writeScopes } from './requested-scopes.js';

/** What goes with the tokens. */
export interface TokenResponseOptions {
  refresh?: { token: string; expiresIn: number } | undefined;
  clientInfo: boolean;
}

/** The JSON of a token response. */
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
  return tenant.profile.tokenResponse({
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
  { policy, client, scopes, nonce, newUser }: Authorization,
  user: User,
  issuedAt: number,
): Promise<string | undefined> {
  if (!scopes.resource) return undefined;
  const claims = tenant.profile.accessTokenClaims({
    policy,
    user,
    clientId: client.clientId,
    issuedAt,
    nonce,
    newUser,
    audience: scopes.resource.clientId,
    scopes: scopes.granted,
  });
  return signToken(tenant.keys.current, claims);
}

/** The ID token of an authorization, bound to what is issued next to it. */
export function idTokenFor(
  tenant: Tenant,
  { policy, client, nonce, newUser, authTime }: Authorization,
  user: User,
  beside: { issuedAt: number; accessToken?: string | undefined; code?: string | undefined },
): Promise<string> {
  const claims = tenant.profile.idTokenClaims({
    policy,
    user,
    clientId: client.clientId,
    nonce,
    newUser,
    authTime,
    ...beside,
  });
  return signToken(tenant.keys.current, claims);
}
