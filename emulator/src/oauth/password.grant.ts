import {
  passwordPoliciesHint,
  protocolErrors,
  readScopes,
  requireSecret,
} from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';
import { issueRefreshToken } from './refresh-token.grant.js';
import { tokenResponse } from './token-response.js';
import { type TokenRequest, wantsClientInfo } from './token-request.js';

/**
 * Resource owner password credentials, with a policy of kind `ropc` only: RFC 6749 section 4.3 and
 * https://learn.microsoft.com/azure/active-directory-b2c/add-ropc-policy
 */
export async function passwordGrant(
  tenant: Tenant,
  { policy, caller, form }: TokenRequest,
): Promise<Record<string, unknown>> {
  if (policy.kind !== 'ropc') {
    throw protocolErrors
      .grantTypeUnsupported('password')
      .withHint(passwordPoliciesHint(tenant.config));
  }
  // Native clients are the usual ones here; a client that sends a secret must send the right one.
  if (caller.secret !== undefined) {
    requireSecret(caller);
  }
  const [username, password] = [form.get('username'), form.get('password')];
  if (!username || !password) {
    throw protocolErrors.parameterMissing(username ? 'password' : 'username');
  }
  const scopes = readScopes(tenant.config, caller.client, form.get('scope'));
  const user = await tenant.users.authenticate(username, password);
  if (!user) {
    throw protocolErrors.credentialsWrong();
  }
  const authorization = {
    policy,
    client: caller.client,
    platform: caller.secret === undefined ? ('publicClient' as const) : ('web' as const),
    userId: user.id,
    scopes,
    authTime: tenant.seconds(),
    newUser: false,
  };
  return tokenResponse(tenant, authorization, user, {
    refresh: scopes.offlineAccess ? issueRefreshToken(tenant, authorization) : undefined,
    clientInfo: wantsClientInfo(form),
  });
}
