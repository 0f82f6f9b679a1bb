import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/**
 * One zod type for each kind of value that an environment variable can hold. A message is the end
 * of a sentence that starts with the variable's name, and never repeats the value.
 */
export const text = z.string('is missing');

/** `true` or `false`. */
export const flag = text
  .regex(/^(true|false)$/, 'must be true or false')
  .transform((value) => value === 'true');

/** `on` or `off`. */
export const onOrOff = text
  .regex(/^(on|off)$/, 'must be on or off')
  .transform((value) => value === 'on');

/** A domain name such as `contoso.partner.onmschina.cn`, in lower case. */
export const domain = text
  .regex(
    /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i,
    'must be a domain name, with nothing before or after it',
  )
  .transform((value) => value.toLowerCase());

/** A comma-separated list; blanks around its entries and a trailing comma are forgiven. */
export function list<T extends z.ZodType<string, string>>(entry: T) {
  return text
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(entry).min(1, 'must name at least one'));
}

/** A whole number within limits, both of them included. */
export function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return text
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().min(min, message).max(max, message));
}

const pipe = /^(?:\\\\|\/\/)[.?][\\/]pipe[\\/]./i;
/** What the address of a Unix socket holds on Linux, with the byte that ends it. */
const maxSocketPathBytes = 107;

/** A port, or the path of a Unix socket or of a Windows named pipe, as App Service on Windows sets it. */
export const portOrPath = text.transform((value, context): number | string => {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65535) {
    return Number(value);
  }
  if (pipe.test(value)) {
    return value;
  }
  if (/^\.{0,2}\//.test(value) && !value.endsWith('/')) {
    if (Buffer.byteLength(value) <= maxSocketPathBytes) {
      return value;
    }
    context.addIssue(`is the path of a socket of more than ${maxSocketPathBytes} bytes`);
    return z.NEVER;
  }
  context.addIssue(
    'must be a whole number from 0 to 65535, or the path of a Unix socket or of a Windows named pipe',
  );
  return z.NEVER;
});

/** Folders of the kernel, where no file can be created. */
const kernelFolders = ['/proc', '/sys', '/dev'];

/** A folder that can hold a database. */
export const dataDirectory = text
  .refine((value) => !value.includes('\0'), 'must be the path of a folder')
  .refine(
    (value) => {
      const path = resolve(value);
      return !kernelFolders.some((folder) => path === folder || path.startsWith(`${folder}/`));
    },
    `must be a folder that files can be created in, not one of ${kernelFolders.join(', ')}`,
  );

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An `https:` or `http:` origin: no path, query, fragment or credentials. A closing slash is dropped. */
export const origin = text.transform((value, context) => {
  const url = parseWebUrl(value);
  if (!url || url.pathname !== '/') {
    context.addIssue('must be an origin: scheme, host and, where needed, port, with nothing after');
    return z.NEVER;
  }
  return url.origin;
});

/** An origin, with a path where a proxy serves the API under one. A closing slash is dropped. */
export const publicUrl = text.transform((value, context) => {
  const url = parseWebUrl(value);
  if (!url || /\/\/|%2f|%5c/i.test(url.pathname)) {
    context.addIssue(
      'must be an address: scheme, host and, where needed, port and path, with nothing after',
    );
    return z.NEVER;
  }
  return url.origin + url.pathname.replace(/\/$/, '');
});

/** The proxy through which signing keys are fetched. */
export const proxyUrl = text.refine((value) => {
  const url = parseUrl(value);
  return (
    url !== undefined && isServiceUrl(value, ['http:', 'https:']) && /^\/?$/.test(url.pathname)
  );
}, 'must be the http:// or https:// address of a proxy');

/** An origin that signing keys may be fetched from: plain HTTP would let anybody on the way forge tokens. */
export const authorityOrigin = origin.refine(
  (value) => value.startsWith('https:') || isLoopbackHttp(value),
  'must be https; http is accepted for a loopback address only (localhost, 127.0.0.1, [::1])',
);

/** Whether a host is this very machine, by a name or address that nobody else can reach. */
export function isLoopbackName(value: string): boolean {
  return loopbackHost.test(isIP(value) === 6 ? `[${value}]` : value);
}

/** Whether an address is plain HTTP to this very machine. */
export function isLoopbackHttp(value: string): boolean {
  const url = parseUrl(value);
  return url !== undefined && url.protocol === 'http:' && loopbackHost.test(url.hostname);
}

/** `NAME=ADDRESS` of a program on this machine. */
export const localLink = text.refine((value) => {
  const [, address = ''] = /^[^=]+=(.+)$/.exec(value) ?? [];
  return isLoopbackHttp(address);
}, 'must name each program as NAME=ADDRESS, with an address on this machine');

/** `EMAIL:PASSWORD`, with which somebody can sign in at a local provider. */
export const emailAndPassword = text.regex(/^[^:\s]+:\S+$/, 'must be EMAIL:PASSWORD');

/** An address to listen on, or a name of one. */
export const host = text.refine(
  (value) => isIP(value) !== 0 || /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*\.?$/i.test(value),
  'must be an IP address or a host name',
);

/** Where PostgreSQL listens, with user, password and database. Several hosts are separated by commas. */
export const postgresUrl = text.refine((value) => {
  const [, before = '', hosts = '', after = ''] =
    /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/is.exec(value) ?? [];
  return hosts
    .split(',')
    .every((each) => isServiceUrl(before + each + after, ['postgres:', 'postgresql:']));
}, 'must be a postgres:// address');

/** Whether a value is the address of a service, with user and password that can be decoded. */
export function isServiceUrl(value: string, protocols: readonly string[]): boolean {
  const url = parseUrl(value);
  return (
    url !== undefined &&
    protocols.includes(url.protocol) &&
    isDecodable(url.username) &&
    isDecodable(url.password)
  );
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** An `https:` or `http:` URL without query, fragment or credentials. */
function parseWebUrl(value: string): URL | undefined {
  const url = parseUrl(value);
  const plain =
    url !== undefined &&
    ['http:', 'https:'].includes(url.protocol) &&
    /^https?:\/\//i.test(value) &&
    url.username === '' &&
    url.password === '' &&
    !/[?#]/.test(value);
  return plain ? url : undefined;
}

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}
