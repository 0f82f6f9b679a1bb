// Asks this container's API whether it is alive. It is not asked whether it is ready: a restart does not help
// while the provider or the database is away.
import { request } from 'node:http';

const { HOST = '0.0.0.0', PORT = '8000' } = process.env;
const everyAddress = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const address = /^\d+$/.test(PORT)
  ? { host: everyAddress[HOST] ?? HOST, port: PORT }
  : { socketPath: PORT };
request({ ...address, path: '/health/live', timeout: 4_000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
)
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1))
  .end();
