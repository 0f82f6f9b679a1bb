import type { Authorization, Tenant } from '../tenant/index.js';
import { checkSecret } from './client-authentication.js';
import { issueRefreshToken } from './refresh-token.js';
import { refusals } from './refusals.js';
import { readScopes } from './requested-scopes.js';
import {
  acceptGrant,
  checkOwner,
  requireUser,
  wantsClientInfo,
  type TokenRequest,
} from './token-request.js';
import { tokenResponse } from './token-response.js';

/** A refresh token for fresh tokens, the next refresh token among them: RFC 6749 section 6. */
export async function redeemRefreshToken(
  tenant: Tenant,
  request: TokenRequest,
): Promise<Record<string, unknown>> {
  const { caller, form } = request;
  const token = form.get('refresh_token');
  if (!token) throw refusals.parameterMissing('refresh_token');
  const { authorization, familyEnds } = acceptGrant(tenant.refreshTokens.look(token), tenant.now());
  checkOwner(request, authorization);
  checkSecret(caller, authorization.platform);
  const user = requireUser(tenant, authorization);
  const scope = form.get('scope');
  const scopes = scope ? readScopes(tenant.config, caller.client, scope) : authorization.scopes;

  tenant.refreshTokens.spend(token);
  // No nonce in a refreshed ID token: OpenID Connect Core 12.2. And nobody is new twice.
  const refreshed: Authorization = { ...authorization, nonce: undefined, newUser: false };
  return tokenResponse(tenant, { ...refreshed, scopes }, user, {
    refresh: issueRefreshToken(tenant, refreshed, familyEnds),
    clientInfo: wantsClientInfo(form),
  });
}
