import { decodeJwt, type JWTPayload } from 'jose';
import { isSignedByRing } from '../keys/index.js';
import { protocolErrors, readClaims, readScopes, requireSecret } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import { issueRefreshToken } from './refresh-token.grant.js';
import { tokenResponse } from './token-response.js';
import { requireUser, type TokenRequest, wantsClientInfo } from './token-request.js';

/** `grant_type` of the on-behalf-of flow: RFC 7523. */
export const onBehalfOfGrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * An API exchanges the access token of its caller for one of another API, for the same user. B2C does
 * not have it. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function onBehalfOfGrant(
  tenant: Tenant,
  { policy, caller, form }: TokenRequest,
): Promise<Record<string, unknown>> {
  if (tenant.config.provider === 'b2c') {
    throw protocolErrors.grantTypeUnsupported(onBehalfOfGrantType);
  }
  requireSecret(caller);
  const { client } = caller;
  if (form.get('requested_token_use') !== 'on_behalf_of') {
    throw protocolErrors.parameterMissing('requested_token_use');
  }
  const assertion = form.get('assertion');
  if (!assertion) {
    throw protocolErrors.parameterMissing('assertion');
  }
  const claims = await verifyAssertion(tenant, assertion, client.clientId);
  const scopes = readScopes(tenant.config, client, form.get('scope'));
  const authContexts = stringsOf(claims['acrs']);
  const requested = readClaims(form.get('claims'));
  const missing = requested.authContexts.find((context) => !authContexts.includes(context));
  if (missing !== undefined) {
    throw protocolErrors.authContextMissing(missing);
  }
  const authorization = {
    policy,
    client,
    platform: 'web' as const,
    userId: String(claims['oid']),
    scopes,
    authTime: tenant.seconds(),
    newUser: false,
    authContexts,
    capabilities: requested.capabilities,
  };
  const user = requireUser(tenant, authorization);
  return tokenResponse(tenant, authorization, user, {
    refresh: scopes.offlineAccess ? issueRefreshToken(tenant, authorization) : undefined,
    clientInfo: wantsClientInfo(form),
  });
}

/** The claims of a user's access token for the client; tokens signed with an own key are refused. */
async function verifyAssertion(
  tenant: Tenant,
  assertion: string,
  clientId: string,
): Promise<JWTPayload> {
  if (!(await isSignedByRing(tenant.keys, assertion))) {
    throw protocolErrors.assertionInvalid('its signature does not match a key of the tenant');
  }
  const claims = decodeJwt(assertion);
  if (claims.aud !== clientId) {
    throw protocolErrors.assertionInvalid('its audience is not the client');
  }
  if ((claims.exp ?? 0) <= tenant.seconds()) {
    throw protocolErrors.assertionInvalid('it has expired');
  }
  if (typeof claims['scp'] !== 'string') {
    throw protocolErrors.assertionInvalid('it is no access token of a user');
  }
  return claims;
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
