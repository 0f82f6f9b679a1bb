import type { FastifyRequest } from 'fastify';
import type { EdgeOptions } from '../edge.options.js';
import { AddressList, parseAddress, type Address } from './address.js';

/** Returns the address of the client that sent a request; undefined when it is unknown. */
export type ClientAddressReader = (request: FastifyRequest) => Address | undefined;

/**
 * Reads client addresses from the connection and `X-Forwarded-For`.
 *
 * @param options `trustedProxies` whose `X-Forwarded-For` is believed. On a pipe the peer counts as
 *   `127.0.0.1`: it has no address, and is on the same machine.
 */
export function clientAddressReader({
  trustedProxies,
  listensOnPipe = false,
}: Pick<EdgeOptions, 'trustedProxies' | 'listensOnPipe'>): ClientAddressReader {
  const trusted = new AddressList(trustedProxies);
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for'];
    return clientAddress(
      listensOnPipe ? '127.0.0.1' : socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join() : forwarded,
      trusted,
    );
  };
}

/**
 * Determines the client address. Each proxy appends the address of its own caller to
 * `X-Forwarded-For`, so the list is read from the right, and only for as long as the proxy that wrote an
 * entry is trusted. Entries further left are claims of the client.
 *
 * `Forwarded` (RFC 7239) is ignored: a proxy that writes one of the two headers passes the other one on
 * as the client sent it.
 *
 * @param peer the remote address of the connection
 * @param forwardedFor the value of `X-Forwarded-For`, with repeated fields joined
 * @returns undefined when the entry that decides is not an address
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: AddressList,
): Address | undefined {
  let address = peer === undefined ? undefined : parseAddress(peer);
  const hops = forwardedFor?.split(',') ?? [];
  while (address && hops.length > 0 && trusted.includes(address)) {
    address = parseHop(hops.pop()?.trim() ?? '');
  }
  return address;
}

/** Some proxies, like Azure Application Gateway, add the port: `192.0.2.1:1234`, `[2001:db8::1]:1234`. */
function parseHop(text: string): Address | undefined {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(text) ?? [];
  return parseAddress(bracketed ?? dotted ?? text);
}
