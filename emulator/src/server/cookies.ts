import { readCookie, type EmulatorRequest } from './emulator-request.js';

/** `sso`: who is signed in. `browser`: binds a page to the browser it was shown to. */
export type CookieKind = 'sso' | 'browser';

/**
 * Cookies do not tell ports apart (RFC 6265 section 8.5), so two emulators on one machine, or the
 * two listeners of one, would overwrite each other's: the port is part of the name.
 */
function cookieName({ origin, scheme }: EmulatorRequest, kind: CookieKind): string {
  const port = new URL(origin).port || (scheme === 'https' ? '443' : '80');
  return `${scheme === 'https' ? '__Host-' : ''}b2c-emulator-${port}-${kind}`;
}

/** Value of one of the emulator's cookies. */
export function emulatorCookie(request: EmulatorRequest, kind: CookieKind): string | undefined {
  return readCookie(request, cookieName(request, kind));
}

/** A Set-Cookie header; an undefined value removes the cookie. */
export function setCookie(
  request: EmulatorRequest,
  kind: CookieKind,
  value: string | undefined,
): string {
  // Over https the cookie also travels in the hidden frames that silent sign-in uses.
  const site = request.scheme === 'https' ? 'Secure; SameSite=None' : 'SameSite=Lax';
  const end = value === undefined ? '; Max-Age=0' : '';
  return `${cookieName(request, kind)}=${value ?? ''}; Path=/; HttpOnly; ${site}${end}`;
}
