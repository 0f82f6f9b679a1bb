import ipaddr from 'ipaddr.js';
import type { Address } from './address.js';

/** Prefix lengths of the networks that an IPv6 address is counted in, narrowest first. */
const ipv6PrefixLengths = [64, 56, 48] as const;

/**
 * How much of one address's budget a network may use in all, for each position in the result of
 * {@link networksOf}. A customer gets a /64 at least, often a /56, a company a /48 (RFC 6177). Whoever has
 * a /48 could otherwise call from 65,536 different /64s.
 */
export const networkShares = [1, 1.25, 1.5] as const;

/**
 * The networks that an address is counted in: IPv4 by address, IPv6 by /64, /56 and /48. All clients
 * without a known address are counted together.
 */
export function networksOf(address: Address | undefined): readonly string[] {
  if (!address) {
    return ['unknown'];
  }
  if (address instanceof ipaddr.IPv4) {
    return [address.toString()];
  }
  const { parts } = address;
  return ipv6PrefixLengths.map((length) => {
    const groups = parts.slice(0, 4).map((part, index) => {
      const bits = Math.min(16, Math.max(0, length - index * 16));
      return (part & (0xffff << (16 - bits))).toString(16);
    });
    return `${groups.join(':')}::/${length}`;
  });
}
