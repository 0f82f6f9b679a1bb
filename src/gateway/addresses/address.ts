import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IP address. IPv4 written as IPv6 (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) is IPv4. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Reads an address in its usual form. Others, like `0x7f.1` or `010.0.0.1`, mean different things
 * to different programs and so are none.
 */
export function parseAddress(text: string): Address | undefined {
  return isIP(text) === 0 ? undefined : ipaddr.process(text);
}

/**
 * What an address is counted by. An IPv6 customer has at least a /64 (RFC 6177), so each of its 2^64
 * addresses would else be another caller. Everybody without an address is one.
 */
export function countingKey(address: Address | undefined): string {
  if (!address) return 'unknown';
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
