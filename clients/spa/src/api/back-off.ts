/**
 * Seconds to wait before another try: what the server asks for, else twice as long each time, up to
 * half a minute, and a little apart from everybody else who waits.
 */
export function secondsToWait(
  attempt: number,
  retryAfterSeconds: number | undefined,
  random: number,
): number {
  if (retryAfterSeconds !== undefined) return Math.max(1, retryAfterSeconds);
  return Math.ceil(Math.min(30, 2 ** attempt) * (1 + random / 4));
}
