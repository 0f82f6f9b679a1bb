import { checkSecret, protocolErrors, readClaims, readScopes } from '../protocol/index.js';
import type { Authorization, Tenant } from '../tenant/index.js';
import {
  checkIssuedTo,
  requireGrant,
  requireUser,
  type TokenRequest,
  wantsClientInfo,
} from './token-request.js';
import { tokenResponse } from './token-response.js';

/** Redeems a refresh token for new tokens, a new refresh token included: RFC 6749 section 6. */
export async function refreshTokenGrant(
  tenant: Tenant,
  request: TokenRequest,
): Promise<Record<string, unknown>> {
  const { caller, form, policy } = request;
  const token = form.get('refresh_token');
  if (!token) {
    throw protocolErrors.parameterMissing('refresh_token');
  }
  const { authorization, familyExpiresAt } = requireGrant(
    tenant.refreshTokens.inspect(token, policy.lifetimes.refreshTokenReuseMinutes * 60_000),
    tenant.now(),
  );
  checkIssuedTo(request, authorization);
  checkSecret(caller, authorization.platform);
  const user = requireUser(tenant, authorization);
  const scope = form.get('scope');
  const scopes = scope ? readScopes(tenant.config, caller.client, scope) : authorization.scopes;

  const { authContexts = [] } = authorization;
  const claims = tenant.config.provider === 'b2c' ? null : form.get('claims');
  const requested = readClaims(claims);
  const missing = requested.authContexts.find((context) => !authContexts.includes(context));
  if (missing !== undefined) {
    throw protocolErrors.authContextMissing(missing);
  }

  tenant.refreshTokens.consume(token);
  // No nonce in a refreshed ID token: OpenID Connect Core 12.2. `newUser` is true only once.
  const refreshed: Authorization = {
    ...authorization,
    nonce: undefined,
    newUser: false,
    capabilities: requested.capabilities,
  };
  return tokenResponse(tenant, { ...refreshed, scopes }, user, {
    refresh: issueRefreshToken(tenant, refreshed, familyExpiresAt),
    clientInfo: wantsClientInfo(form),
  });
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Issues a refresh token.
 *
 * Single-page clients get 24 hours from the sign-in, however often they refresh; everybody else gets
 * the policy's lifetime anew each time, inside the sliding window.
 * https://learn.microsoft.com/azure/active-directory-b2c/configure-tokens
 *
 * @param familyExpiresAt - milliseconds; given when a refresh token is exchanged for the next
 */
export function issueRefreshToken(
  tenant: Tenant,
  authorization: Authorization,
  familyExpiresAt?: number,
): { token: string; expiresIn: number } {
  const { refreshTokenDays } = authorization.policy.lifetimes;
  // Read once: with a second, later reading 24 hours would be reported as a second less.
  const now = tenant.now();
  const grant = {
    authorization,
    familyExpiresAt: familyExpiresAt ?? firstFamilyExpiry(now, authorization),
  };
  const expiresAt = Math.min(now + refreshTokenDays * day, grant.familyExpiresAt);
  return {
    token: tenant.refreshTokens.issue(grant, expiresAt),
    expiresIn: Math.floor((expiresAt - now) / 1000),
  };
}

function firstFamilyExpiry(now: number, { platform, policy }: Authorization): number {
  if (platform === 'spa') {
    return now + 24 * hour;
  }
  const { refreshWindowDays } = policy.lifetimes;
  return refreshWindowDays === null ? Number.MAX_SAFE_INTEGER : now + refreshWindowDays * day;
}
