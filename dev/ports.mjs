import { connect } from 'node:net';

/**
 * The ports among these that something listens on already.
 *
 * @param {number[]} ports
 */
export async function takenPorts(ports) {
  const taken = await Promise.all(
    ports.map(async (port) => {
      const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => answersAt(host, port)));
      return answers.includes(true) ? [port] : [];
    }),
  );
  return taken.flat();
}

/** @returns {Promise<boolean>} whether a connection to the port can be made */
function answersAt(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (listens) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.setTimeout(1_000, () => answer(false));
  });
}
