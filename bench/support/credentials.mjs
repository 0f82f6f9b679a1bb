const scheme = 'Bearer ';

/**
 * Header values as bytes, from which each verification takes a string of its own: V8 keeps the hash
 * and the internalised copy of a string object, so that a cache looked up twice with the same object
 * shows a speed that no request from a socket ever sees.
 */
export function credentialsOf(token) {
  return Buffer.from(scheme + token, 'latin1');
}

/** A fresh Authorization header. */
export function headerFrom(credentials) {
  return credentials.latin1Slice();
}

/** A fresh token. */
export function tokenFrom(credentials) {
  return credentials.latin1Slice(scheme.length);
}
