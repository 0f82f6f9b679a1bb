import type { Authorization, Tenant } from '../tenant/index.js';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Hands out a refresh token.
 *
 * Single-page clients get 24 hours from the sign-in, however often they refresh; everybody else gets
 * the policy's lifetime anew each time, inside the sliding window.
 * https://learn.microsoft.com/azure/active-directory-b2c/configure-tokens
 *
 * @param familyEnds - milliseconds; given when a refresh token is exchanged for the next
 */
export function issueRefreshToken(
  tenant: Tenant,
  authorization: Authorization,
  familyEnds = firstFamilyEnd(tenant.now(), authorization),
): { token: string; expiresIn: number } {
  const { refreshTokenDays } = authorization.policy.lifetimes;
  const expiresAt = Math.min(tenant.now() + refreshTokenDays * day, familyEnds);
  return {
    token: tenant.refreshTokens.issue({ authorization, familyEnds }, expiresAt),
    expiresIn: Math.floor((expiresAt - tenant.now()) / 1000),
  };
}

function firstFamilyEnd(now: number, { platform, policy }: Authorization): number {
  if (platform === 'spa') return now + 24 * hour;
  const { refreshWindowDays } = policy.lifetimes;
  return refreshWindowDays === null ? Number.MAX_SAFE_INTEGER : now + refreshWindowDays * day;
}
