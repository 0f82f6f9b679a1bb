import type { Count, Quota } from './counter.js';

/** How a limit is described to callers. */
export function policyItem(name: string, { calls, seconds }: Quota): string {
  return `"${name}";q=${calls};w=${seconds}`;
}

/** What is left of it: structured fields as in draft-ietf-httpapi-ratelimit-headers-10. */
export function limitItem(name: string, quota: Quota, count: Count): string {
  const left = Math.max(0, quota.calls - count.calls);
  return `"${name}";r=${left};t=${secondsLeft(count)}`;
}

/** Rounded up, so that who waits for so long does not come too early. */
export function secondsLeft({ msLeft }: Count): number {
  return Math.max(1, Math.ceil(msLeft / 1000));
}
