import {
  checkSecret,
  checkVerifier,
  protocolErrors,
  readScopes,
  type RequestedScopes,
} from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import { issueRefreshToken } from './refresh-token.grant.js';
import {
  checkIssuedTo,
  requireGrant,
  requireUser,
  type TokenRequest,
  wantsClientInfo,
} from './token-request.js';
import { tokenResponse } from './token-response.js';

/** Redeems an authorization code for tokens: RFC 6749 section 4.1.3. */
export async function authorizationCodeGrant(
  tenant: Tenant,
  request: TokenRequest,
): Promise<Record<string, unknown>> {
  const { caller, form } = request;
  const code = form.get('code');
  if (!code) {
    throw protocolErrors.parameterMissing('code');
  }
  const grant = requireGrant(tenant.codes.inspect(code), tenant.now());
  const { authorization } = grant;
  checkIssuedTo(request, authorization);
  checkSecret(caller, authorization.platform);
  const redirectUri = form.get('redirect_uri') ?? '';
  if (redirectUri !== grant.redirectUri) {
    throw protocolErrors.redirectUriUnknown(redirectUri, caller.client.clientId).withHint({
      text: 'The authorization request had the redirect URI',
      values: [grant.redirectUri],
    });
  }
  checkVerifier(grant.challenge, form.get('code_verifier'));
  const user = requireUser(tenant, authorization);
  const scopes = narrowScopes(tenant, request, authorization.scopes);

  // Nothing above awaits, so two concurrent requests cannot both redeem one code.
  tenant.codes.consume(code);
  return tokenResponse(tenant, { ...authorization, scopes }, user, {
    refresh: scopes.offlineAccess ? issueRefreshToken(tenant, authorization) : undefined,
    clientInfo: wantsClientInfo(form),
  });
}

/**
 * B2C wants the scopes again here, offline_access too. Clients that follow RFC 6749 to the letter
 * (Swagger UI, openid-client) send none: they get what was authorized.
 */
function narrowScopes(
  { config }: Tenant,
  { caller, form }: TokenRequest,
  authorized: RequestedScopes,
): RequestedScopes {
  const scope = form.get('scope');
  if (!scope) {
    return authorized;
  }
  const asked = readScopes(config, caller.client, scope);
  const sameResource = asked.resource === authorized.resource;
  return {
    openid: authorized.openid,
    offlineAccess: authorized.offlineAccess && asked.offlineAccess,
    resource: sameResource ? authorized.resource : undefined,
    granted: sameResource ? authorized.granted.filter((name) => asked.granted.includes(name)) : [],
  };
}
