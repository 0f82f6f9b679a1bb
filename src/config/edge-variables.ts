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

const printableAscii = /^[\x21-\x7e]{16,}$/;

/** Whether somebody who tries simple texts first soon finds a secret. */
function isEasyToGuess(value: string): boolean {
  const characters = value.split('');
  const steps = characters.filter((character, index) => {
    const step = character.charCodeAt(0) - (characters[index - 1] ?? '').charCodeAt(0);
    return Math.abs(step) <= 1;
  });
  return (
    new Set(characters).size < 6 ||
    // abcabcabc, and the like with a part of it at the end.
    `${value}${value}`.indexOf(value, 1) <= value.length / 2 ||
    /^(.{1,8}?)\1+.{0,7}$/.test(value) ||
    // 1234…, abcd…
    steps.length > value.length / 2
  );
}

const guessable =
  'is too easy to guess; make one at random, for example with: openssl rand -base64 24';

/** A secret of this deployment. */
export const secret = text
  .regex(printableAscii, 'must be 16 characters or more, of ASCII letters, digits and signs')
  .refine((value) => !isEasyToGuess(value), guessable);

/** A secret that fits into a header, and into a list of them. */
export const gatewayKey = text
  .regex(
    /^[\x21-\x2b\x2d-\x7e]{16,}$/,
    'must be comma-separated secrets of 16 characters or more, of ASCII letters, digits and signs',
  )
  .refine((value) => !isEasyToGuess(value), guessable);

/** Where Redis listens, with a user and a password or without. */
export const redisUrl = text.refine(
  (value) => isServiceUrl(value, ['redis:', 'rediss:']) && new URL(value).hostname !== '',
  'must be a redis:// or rediss:// address',
);
