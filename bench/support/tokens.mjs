import { readFileSync, writeFileSync } from 'node:fs';

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

/** Tokens go from process to process in a file: there are megabytes of them. */
export function writeTokens(file, tokens) {
  writeFileSync(file, tokens.join('\n'));
}

export function readTokens(file, count = Infinity) {
  return readFileSync(file, 'latin1').split('\n').slice(0, count);
}

/**
 * Tokens that every contender must refuse before it is measured: a fast answer that is wrong is
 * worth nothing.
 *
 * @param {import('./provider.mjs').Provider} provider
 */
export async function wrongTokens(provider) {
  const good = await provider.token(0);
  const other = await provider.token(1);
  const now = Math.floor(Date.now() / 1000);
  return {
    // Well formed, and signed by the right key, but over the claims of somebody else.
    forged: good.slice(0, good.lastIndexOf('.')) + other.slice(other.lastIndexOf('.')),
    expired: await provider.token(0, { exp: now - 3600 }),
    foreign: await provider.token(0, { aud: '99999999-9999-4999-8999-999999999999' }),
  };
}
