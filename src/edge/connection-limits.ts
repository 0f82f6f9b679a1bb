import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { AddressList, networkShares, networksOf, parseAddress } from './addresses/index.js';

/** Open connections of the whole process. Each takes a file descriptor and some 15 kB. */
const maxConnections = 10_000;

/** Open connections of one address: more than any browser or service opens. */
const maxConnectionsPerAddress = 2_500;

/**
 * Limits the open connections, in all and per address (of IPv6 also per network). Connections of trusted
 * proxies only count in all, because they carry the requests of many clients.
 *
 * @param limits smaller ones, for tests
 */
export function limitConnections(
  server: Server,
  trustedProxies: readonly string[],
  limits = { total: maxConnections, perAddress: maxConnectionsPerAddress },
): void {
  server.maxConnections = limits.total;
  // Idle connections make room, so that holding many does not keep others out.
  server.on('drop', () => server.closeIdleConnections());
  const open = new Map<string, number>();
  const trusted = new AddressList(trustedProxies);
  server.on('connection', (socket) => {
    const networks = networksToCount(socket, trusted);
    for (const network of networks) {
      open.set(network, (open.get(network) ?? 0) + 1);
    }
    socket.once('close', () => {
      for (const network of networks) {
        decrement(open, network);
      }
    });
    const isOver = networks.some(
      (network, index) =>
        (open.get(network) ?? 0) > limits.perAddress * (networkShares[index] ?? 1),
    );
    if (isOver) {
      socket.destroy();
    }
  });
}

/** None for a trusted proxy and for a local socket, which has no address. */
function networksToCount({ remoteAddress }: Socket, trusted: AddressList): readonly string[] {
  const address = remoteAddress === undefined ? undefined : parseAddress(remoteAddress);
  return address && !trusted.includes(address) ? networksOf(address) : [];
}

function decrement(counts: Map<string, number>, key: string): void {
  const count = (counts.get(key) ?? 0) - 1;
  if (count > 0) {
    counts.set(key, count);
  } else {
    counts.delete(key);
  }
}
