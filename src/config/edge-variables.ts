import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { isServiceUrl, origin, text } from './variables.js';

/** An origin as browsers send it. Patterns are refused: each lets more in than whoever wrote it thinks. */
export const webOrigin = text
  .refine(
    (value) => !value.includes('*'),
    'must be comma-separated origins, each in full; * and patterns are not accepted',
  )
  .pipe(origin);

const quotaMessage =
  'must be CALLS/SECONDS, with up to 1000000 calls in up to 86400 seconds, or off';

/** `CALLS/SECONDS`, or `off`, which is undefined. */
export const quota = text.transform((value, context) => {
  if (value === 'off') {
    return undefined;
  }
  const [, calls = NaN, seconds = NaN] = (/^(\d{1,7})\/(\d{1,5})$/.exec(value) ?? []).map(Number);
  if (calls >= 1 && calls <= 1_000_000 && seconds >= 1 && seconds <= 86_400) {
    return { calls, seconds };
  }
  context.addIssue(quotaMessage);
  return z.NEVER;
});

/** An address, or a block of addresses in CIDR notation (RFC 4632). */
export const addressBlock = text.refine((value) => {
  const [address = '', prefix = '0', ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) {
    return false;
  }
  // However it is spelt: ::ffff:10.0.0.0, ::ffff:a00:0 and 0:0:0:0:0:ffff:a00:0 are one address.
  const mapped = version === 6 && ipaddr.IPv6.parse(address).isIPv4MappedAddress();
  return (
    /^(0|[1-9]\d{0,2})$/.test(prefix) &&
    Number(prefix) <= (version === 4 ? 32 : 128) &&
    (!mapped || value === address || Number(prefix) >= 96)
  );
}, 'must be comma-separated IP addresses or CIDR blocks');

/** A secret that fits into a header. */
export const gatewayKey = text.regex(
  /^[\x21-\x2b\x2d-\x7e]{16,}$/,
  'must be comma-separated secrets of 16 characters or more, of ASCII letters, digits and signs',
);

/** Where Redis listens, with a user and a password or without. */
export const redisUrl = text.refine(
  (value) => isServiceUrl(value, ['redis:', 'rediss:']) && new URL(value).hostname !== '',
  'must be a redis:// or rediss:// address',
);
