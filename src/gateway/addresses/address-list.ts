import ipaddr from 'ipaddr.js';
import { parseAddress, type Address } from './address.js';

type Block = [Address, number];

/** Addresses and blocks of addresses (CIDR, RFC 4632), IPv4 and IPv6. */
export class AddressList {
  readonly #blocks: Block[];

  /** @throws {TypeError} when an entry is neither an address nor a block */
  constructor(entries: readonly string[]) {
    this.#blocks = entries.map(parseBlock);
  }

  includes(address: Address): boolean {
    return ipaddr.subnetMatch(address, { listed: this.#blocks }, 'unlisted') === 'listed';
  }
}

function parseBlock(entry: string): Block {
  const [text = '', prefix] = entry.split('/');
  const address = parseAddress(text);
  if (!address) throw new TypeError('an entry of an address list is no address');
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined) return [address, bits];
  // An IPv4 block may be written as IPv6 too: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const mapped = address.kind() === 'ipv4' && text.includes(':');
  return [address, Number(prefix) - (mapped ? 96 : 0)];
}
