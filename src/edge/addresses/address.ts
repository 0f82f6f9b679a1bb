import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** An IP address. IPv4 written as IPv6 (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) is IPv4. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

type Block = [Address, number];

/** Longer texts are addresses with the name of a zone; nobody shall fill the memory with those. */
const maxRememberedLength = 45;

/**
 * Addresses that were parsed last. Each request needs that of its client for the limits and once more for the log;
 * to parse it takes 1.4 µs (IPv4) to 5.6 µs, and to look it up 0.1.
 */
const parsed = new LRUCache<string, Address>({ max: 2_000 });

/**
 * Parses an address in its usual form. Other forms, like `0x7f.1` or `010.0.0.1`, mean different things
 * to different programs and are therefore not accepted.
 *
 * @returns undefined when the text is not an address
 */
export function parseAddress(text: string): Address | undefined {
  let address = parsed.get(text);
  if (!address && isIP(text) !== 0) {
    address = ipaddr.process(text);
    if (text.length <= maxRememberedLength) {
      parsed.set(text, address);
    }
  }
  return address;
}

/** Addresses and CIDR blocks (RFC 4632), IPv4 and IPv6. */
export class AddressList {
  readonly #blocks: Block[];

  /** @throws {TypeError} when an entry is neither an address nor a block */
  constructor(entries: readonly string[]) {
    this.#blocks = entries.map(parseBlock);
  }

  /** Whether the address is listed or is in a listed block. */
  includes(address: Address): boolean {
    return ipaddr.subnetMatch(address, { listed: this.#blocks }, 'unlisted') === 'listed';
  }
}

function parseBlock(entry: string): Block {
  const [text = '', prefix] = entry.split('/');
  const address = parseAddress(text);
  if (!address) {
    throw new TypeError('an entry of an address list is not an address');
  }
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined) {
    return [address, bits];
  }
  // An IPv4 block can be written as IPv6: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const isMapped = address.kind() === 'ipv4' && text.includes(':');
  return [address, Number(prefix) - (isMapped ? 96 : 0)];
}

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
