import { connect } from 'node:net';

/**
 * Returns those of the ports that something already listens on.
 *
 * @param {number[]} ports
 */
export async function portsInUse(ports) {
  const inUse = await Promise.all(
    ports.map(async (port) => {
      const accepted = await Promise.all(
        ['127.0.0.1', '::1'].map((host) => acceptsConnections(host, port)),
      );
      return accepted.includes(true) ? [port] : [];
    }),
  );
  return inUse.flat();
}

/** @returns {Promise<boolean>} whether a connection to the port can be made */
function acceptsConnections(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (listening) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.setTimeout(1_000, () => settle(false));
  });
}
