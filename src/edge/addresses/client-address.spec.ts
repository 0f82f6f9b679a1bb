import fc from 'fast-check';
import { AddressList } from './address.js';
import { clientAddress } from './client-address.js';

const trusted = new AddressList(['10.0.0.0/8', 'fd00::/8', '::ffff:192.168.0.0/112']);
const address = (peer: string | undefined, forwarded?: string) =>
  clientAddress(peer, forwarded, trusted)?.toString();

it.each<[string, string | undefined, string | undefined]>([
  ['203.0.113.1', undefined, '203.0.113.1'],
  ['203.0.113.1', '198.51.100.1', '203.0.113.1'],
  ['10.0.0.1', undefined, '10.0.0.1'],
  ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['192.168.7.7', '198.51.100.1', '198.51.100.1'],
  ['fd00::1', '2001:DB8:0::1', '2001:db8::1'],
  ['fe80::1%eth0', '198.51.100.1', 'fe80::1%eth0'],
  ['10.0.0.1', '198.51.100.1, 10.0.0.2', '198.51.100.1'],
  ['10.0.0.1', '198.51.100.1,203.0.113.1,10.0.0.2', '203.0.113.1'],
  ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['10.0.0.1', 'unknown', undefined],
  ['10.0.0.1', '', undefined],
])('of %s that forwards %j is %s', (peer, forwarded, client) => {
  expect(address(peer, forwarded)).toBe(client);
});

it('has none without a connection', () => {
  expect(address(undefined, '198.51.100.1')).toBeUndefined();
});

it('is never chosen by a client, whatever it sends', () => {
  const anything = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constant('10.0.0.9'));
  fc.assert(
    fc.property(fc.array(anything), (invented) => {
      // The client wrote the left part; the trusted proxy added whom it was called by.
      const forwarded = [...invented, '203.0.113.1', '10.0.0.2'].join(', ');
      expect(address('10.0.0.1', forwarded)).toBe('203.0.113.1');
      expect(address('203.0.113.1', forwarded)).toBe('203.0.113.1');
    }),
  );
});
