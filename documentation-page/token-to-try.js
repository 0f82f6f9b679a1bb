/**
 * An access token that another page of this origin leaves for the documentation page, in the session storage
 * of the tab: it must not be in an address.
 */

const key = 'documentation.token-to-try';

/** @param {string} token */
export function leaveTokenToTry(token) {
  sessionStorage.setItem(key, token);
}

/** @returns {string | undefined} the token that was left; it is taken once */
export function takeTokenToTry() {
  const token = sessionStorage.getItem(key) ?? undefined;
  sessionStorage.removeItem(key);
  return token;
}
