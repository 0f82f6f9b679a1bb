import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * One zod type for each kind of variable. A message is the end of a sentence that starts with the
 * variable's name, and never contains the value.
 */
export const text = z.string('is missing');

export const tenantName = text.regex(
  /^[a-z0-9-]{1,63}$/i,
  'must be only the first part of NAME.onmicrosoft.com: letters, digits and hyphens',
);

/** Lower case, as the provider writes it in tokens. */
export const clientId = text
  .regex(
    /^[A-Za-z0-9._-]{1,128}$/,
    'must be one application (client) ID, as the portal shows it on the Overview page',
  )
  .toLowerCase();

/** Lower case, as the provider writes it in tokens. */
export const tenantId = text
  .pipe(z.guid('must be the GUID of the tenant, as the portal shows it on the Overview page'))
  .transform((value) => value.toLowerCase());

export const userFlowName = text.regex(
  /^[A-Za-z0-9_-]{1,128}$/,
  'must be the name of one user flow or custom policy',
);

const minSecretLength = 32;

/** Several secrets for rotation: the first encrypts and signs, each of them decrypts and verifies. */
export const sessionSecrets = text.transform((value, context) => {
  const secrets = splitList(value);
  if (secrets.length === 0 || secrets.some(({ length }) => length < minSecretLength)) {
    context.addIssue(`must have ${minSecretLength} characters or more; a comma separates several`);
    return z.NEVER;
  }
  if (secrets.some(isEasyToGuess)) {
    context.addIssue('is easy to guess: take a random one');
    return z.NEVER;
  }
  return secrets;
});

export const redisUrl = text.refine(
  (value) => ['redis:', 'rediss:'].includes(parseUrl(value)?.protocol ?? ''),
  'must be a redis:// or rediss:// address',
);

export function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return text
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().min(min, message).max(max, message));
}

/** One character or a short text, repeated, or a sequence such as 0123456789. */
function isEasyToGuess(secret: string): boolean {
  const isRepeated = secret
    .split('')
    .some(
      (_, period) =>
        period > 0 && period <= secret.length / 2 + 1 && secret.startsWith(secret.slice(period)),
    );
  const steps = secret.split('').filter((character, index) => {
    const previous = secret.charCodeAt(index - 1);
    return Math.abs(character.charCodeAt(0) - previous) <= 1;
  });
  return new Set(secret).size < 8 || isRepeated || steps.length > secret.length / 2;
}

/** The entries of a comma-separated list; blanks around them and a trailing comma do no harm. */
function splitList(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Calls and seconds, or `off`. */
export const rateLimit = text.transform((value, context) => {
  if (value === 'off') {
    return value;
  }
  const [, calls = '', seconds = ''] = /^([1-9]\d{0,5})\/([1-9]\d{0,4})$/.exec(value) ?? [];
  if (calls === '') {
    context.addIssue('must be CALLS/SECONDS or off');
    return z.NEVER;
  }
  return { calls: Number(calls), seconds: Number(seconds) };
});

/** Addresses and CIDR blocks, IPv4 and IPv6. */
export const addressBlocks = text.transform((value, context) => {
  const blocks = splitList(value);
  if (blocks.length === 0 || !blocks.every(isAddressBlock)) {
    context.addIssue('must be addresses or CIDR blocks, separated by commas');
    return z.NEVER;
  }
  return blocks;
});

function isAddressBlock(block: string): boolean {
  const [address = '', prefix, ...rest] = block.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) {
    return false;
  }
  return (
    prefix === undefined ||
    (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
  );
}

/** The address of an HTTP proxy; a scheme may be left out, as with other programs. */
export const proxyUrl = text.transform((value, context) => {
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    context.addIssue('must be the http:// or https:// address of a proxy');
    return z.NEVER;
  }
  return url.href;
});

/** A file in PEM format. The value becomes its content. */
export const pemFile = text.transform((path, context) => {
  try {
    const content = readFileSync(path, 'utf8');
    if (content.includes('-----BEGIN ')) {
      return content;
    }
  } catch {
    // The message below names the variable; the operator can look at the file.
  }
  context.addIssue('must name a file in PEM format that can be read');
  return z.NEVER;
});

/** A list of full scope names of one API: B2C grants for one API at a time (AADB2C90146). */
export const scopes = text.transform((value, context) => {
  const names = value.split(/[\s,]+/).filter((name) => name !== '' && !addedByMsal.has(name));
  const apis = new Set(names.map((name) => name.slice(0, name.lastIndexOf('/'))));
  if (names.length === 0 || names.some((name) => !fullScope.test(name)) || apis.size > 1) {
    context.addIssue('must be full names of scopes of one API, separated by spaces or commas');
    return z.NEVER;
  }
  return names;
});

const fullScope =
  /^[a-z][a-z0-9+.-]*:\/\/[\x21\x23-\x5b\x5d-\x7e]+\/[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/i;

/** MSAL adds these itself. */
const addedByMsal = new Set(['openid', 'profile', 'offline_access']);

const httpsOrLoopback =
  'must be https; http is accepted for a loopback address only (localhost, 127.0.0.1, [::1])';

/** An address that secrets are sent to: over plain HTTP anybody on the network path could read them. */
export const safeUrl = text.refine(
  (value) => parseUrl(value)?.protocol === 'https:' || isLoopbackHttp(value),
  httpsOrLoopback,
);

/** The redirect URI: without query and fragment, as the portal demands. */
export const redirectUri = safeUrl.refine((value) => {
  const url = parseUrl(value);
  return url !== undefined && url.pathname.length > 1 && url.origin + url.pathname === value;
}, 'must be an address with a path, and without query or fragment');

/** The origin of the provider: scheme, host and, where needed, port. A trailing slash is removed. */
export const authorityOrigin = safeUrl
  .refine((value) => {
    const url = parseUrl(value);
    return url !== undefined && [url.origin, `${url.origin}/`].includes(value);
  }, 'must be an origin: scheme, host and, where needed, port, with nothing after')
  .transform((value) => new URL(value).origin);

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address is plain HTTP on a loopback address. */
export function isLoopbackHttp(value: string): boolean {
  const url = parseUrl(value);
  return url !== undefined && url.protocol === 'http:' && loopbackHost.test(url.hostname);
}

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}
