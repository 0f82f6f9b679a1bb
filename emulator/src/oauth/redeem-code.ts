import type { Tenant } from '../tenant/index.js';
import { checkSecret } from './client-authentication.js';
import { checkVerifier } from './pkce.js';
import { issueRefreshToken } from './refresh-token.js';
import { refusals } from './refusals.js';
import { readScopes, type RequestedScopes } from './requested-scopes.js';
import {
  acceptGrant,
  checkOwner,
  requireUser,
  wantsClientInfo,
  type TokenRequest,
} from './token-request.js';
import { tokenResponse } from './token-response.js';

/** An authorization code for tokens: RFC 6749 section 4.1.3. */
export async function redeemCode(
  tenant: Tenant,
  request: TokenRequest,
): Promise<Record<string, unknown>> {
  const { caller, form } = request;
  const code = form.get('code');
  if (!code) throw refusals.parameterMissing('code');
  const grant = acceptGrant(tenant.codes.look(code), tenant.now());
  const { authorization } = grant;
  checkOwner(request, authorization);
  checkSecret(caller, authorization.platform);
  const redirectUri = form.get('redirect_uri') ?? '';
  if (redirectUri !== grant.redirectUri)
    throw refusals.redirectUriUnknown(redirectUri, caller.client.clientId);
  checkVerifier(grant.challenge, form.get('code_verifier'));
  const user = requireUser(tenant, authorization);
  const scopes = narrow(tenant, request, authorization.scopes);

  // Nothing above waits, so two requests with one code cannot both get here.
  tenant.codes.spend(code);
  return tokenResponse(tenant, { ...authorization, scopes }, user, {
    refresh: scopes.offlineAccess ? issueRefreshToken(tenant, authorization) : undefined,
    clientInfo: wantsClientInfo(form),
  });
}

/**
 * B2C wants the scopes again here, offline_access too. Clients that follow RFC 6749 to the letter
 * (Swagger UI, openid-client) send none: they get what was authorized.
 */
function narrow(
  { config }: Tenant,
  { caller, form }: TokenRequest,
  authorized: RequestedScopes,
): RequestedScopes {
  const scope = form.get('scope');
  if (!scope) return authorized;
  const asked = readScopes(config, caller.client, scope);
  const sameResource = asked.resource === authorized.resource;
  return {
    openid: authorized.openid,
    offlineAccess: authorized.offlineAccess && asked.offlineAccess,
    resource: sameResource ? authorized.resource : undefined,
    granted: sameResource ? authorized.granted.filter((name) => asked.granted.includes(name)) : [],
  };
}
