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
  familyEnds?: number,
): { token: string; expiresIn: number } {
  const { refreshTokenDays } = authorization.policy.lifetimes;
  // Once: a moment later, what lasts 24 hours would be said to last a second less.
  const now = tenant.now();
  const grant = { authorization, familyEnds: familyEnds ?? firstFamilyEnd(now, authorization) };
  const expiresAt = Math.min(now + refreshTokenDays * day, grant.familyEnds);
  return {
    token: tenant.refreshTokens.issue(grant, expiresAt),
    expiresIn: Math.floor((expiresAt - now) / 1000),
  };
}

function firstFamilyEnd(now: number, { platform, policy }: Authorization): number {
  if (platform === 'spa') return now + 24 * hour;
  const { refreshWindowDays } = policy.lifetimes;
  return refreshWindowDays === null ? Number.MAX_SAFE_INTEGER : now + refreshWindowDays * day;
}
