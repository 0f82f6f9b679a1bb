import { parseAddress, type Address } from './address.js';
import type { AddressList } from './address-list.js';

/**
 * Where a request comes from. Each proxy adds to the right of `X-Forwarded-For` whom it was called
 * by, so the list is read from there, and only as far as those are trusted who wrote it. What stands
 * to the left of the first stranger is that stranger's own invention.
 *
 * `Forwarded` (RFC 7239) is ignored: a proxy that writes one of the two passes the other on as the
 * caller wrote it.
 *
 * @param peer the other end of the connection
 * @param forwardedFor the value of `X-Forwarded-For`, repeated fields joined
 * @returns undefined when the last who is trusted names something that is no address
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
