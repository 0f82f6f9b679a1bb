// Starts the local identity provider in a container: node emulator.mjs [PORT [PUBLISHED_PORT]]. It listens on
// loopback only, so a second port passes connections on, for the browser on the machine that runs the container.
import { connect, createServer } from 'node:net';

const [providerPort = '8080', publishedPort = '18080'] = process.argv.splice(2);

createServer((outside) => {
  const inside = connect(Number(providerPort), 'localhost');
  for (const [from, to] of [
    [outside, inside],
    [inside, outside],
  ]) {
    from.on('error', () => to.destroy());
    from.pipe(to);
  }
}).listen(Number(publishedPort), '0.0.0.0');

process.argv.push('--control', '--no-https', '--folder', '/tmp/b2c-emulator');
process.argv.push('--http-port', providerPort);
await import('../../emulator/dist/cli/main.js');
