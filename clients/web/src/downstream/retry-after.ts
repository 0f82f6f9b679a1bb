/**
 * Seconds that a `Retry-After` header asks to wait: a number of them, or a date (RFC 9110 section
 * 10.2.3). Nothing where it holds neither.
 *
 * @param now milliseconds since the epoch
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
