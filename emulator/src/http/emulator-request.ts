import type { IncomingHttpHeaders } from 'node:http';

/** A request as the handlers see it. */
export interface EmulatorRequest {
  readonly method: string;
  /** Scheme and host of the request; advertised URLs use it. */
  readonly origin: string;
  readonly scheme: 'http' | 'https';
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The fields of a submitted form. */
export async function readForm({ headers, body }: EmulatorRequest): Promise<URLSearchParams> {
  const type = headers['content-type'] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return new URLSearchParams(body.toString());
  }
  // Microsoft's curl examples for the token endpoint use --form.
  if (/^multipart\/form-data\b/i.test(type)) {
    return readMultipart(type, body);
  }
  return new URLSearchParams();
}

/** The value of a cookie. */
export function readCookie({ headers }: EmulatorRequest, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) {
      return value.join('=');
    }
  }
  return undefined;
}

async function readMultipart(type: string, body: Buffer): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  form?.forEach((value, name) => {
    if (typeof value === 'string') {
      fields.append(name, value);
    }
  });
  return fields;
}

/** `sso…`: the browser session of a tenant. `journey`: binds a user journey to its browser. */
export type CookieKind = 'journey' | 'sso' | `sso-${string}`;

/** Where a browser sends a cookie, and for how long. */
interface CookieScope {
  /** `/` unless given. */
  readonly path?: string;
  /** Until the browser is closed unless given. */
  readonly maxAgeSeconds?: number;
}

/**
 * Cookies are shared between ports (RFC 6265 section 8.5); with the port in the name, two emulators
 * on one machine, or two listeners of one, do not overwrite each other's cookies.
 */
function cookieName({ origin, scheme }: EmulatorRequest, kind: CookieKind): string {
  const port = new URL(origin).port || (scheme === 'https' ? '443' : '80');
  // The prefix __Host- is for cookies of the path / only.
  const prefix = kind === 'journey' ? '__Secure-' : '__Host-';
  return `${scheme === 'https' ? prefix : ''}b2c-emulator-${port}-${kind}`;
}

/** Value of one of the emulator's cookies. */
export function readEmulatorCookie(request: EmulatorRequest, kind: CookieKind): string | undefined {
  return readCookie(request, cookieName(request, kind));
}

/** A Set-Cookie header; an undefined value removes the cookie. */
export function setCookie(
  request: EmulatorRequest,
  kind: CookieKind,
  value: string | undefined,
  { path = '/', maxAgeSeconds }: CookieScope = {},
): string {
  // SameSite=None lets the cookie be sent in the hidden frames of silent sign-in.
  const site = request.scheme === 'https' ? 'Secure; SameSite=None' : 'SameSite=Lax';
  const maxAge = value === undefined ? 0 : maxAgeSeconds;
  const end = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${cookieName(request, kind)}=${value ?? ''}; Path=${path}; HttpOnly; ${site}${end}`;
}
