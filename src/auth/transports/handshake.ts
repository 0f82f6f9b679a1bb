import type { IncomingMessage } from 'node:http';
import type { RequestCredentials } from '../token/index.js';

/**
 * The credentials of a connection: the Authorization header of its first request, or what the client sent in
 * its place. Both together are refused as two headers are. The address counts for nothing.
 *
 * @param sent values of the Authorization header that came by another way
 */
export function handshakeCredentials(
  request: Pick<IncomingMessage, 'rawHeaders' | 'url'>,
  sent: readonly unknown[] = [],
): RequestCredentials {
  return {
    rawHeaders: [...request.rawHeaders, ...sent.flatMap(authorizationHeader)],
    query: queryOf(request),
  };
}

/** The credentials of a message of a microservice: `auth.token` in its payload. */
export function messageCredentials(token: unknown): RequestCredentials {
  return { rawHeaders: token === undefined ? [] : authorizationHeader(bearer(token)), query: {} };
}

/** `auth.token` of a handshake or a message, if there is one. */
export function authTokenOf(payload: unknown): unknown {
  const { auth } = (payload ?? {}) as { readonly auth?: { readonly token?: unknown } | null };
  return auth?.token;
}

/** A token as the value of the header in which it would have come; what is no text makes it malformed. */
export function bearer(token: unknown): string {
  return typeof token === 'string' && token !== '' ? `Bearer ${token}` : 'Bearer';
}

function authorizationHeader(value: unknown): [string, string] {
  // Without blanks at its ends, as Node reads a header.
  return ['authorization', String(value).trim()];
}

function queryOf({ url = '' }: Pick<IncomingMessage, 'url'>): object {
  const start = url.indexOf('?');
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(start)));
}
