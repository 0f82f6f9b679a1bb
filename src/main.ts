import { lookup } from 'node:dns/promises';
import { createApp } from './app.js';
import { ConfigurationError, parseSettings, readEnvironment } from './config/index.js';
import { DatabaseRefusedError } from './database/index.js';
import { createLog, readableDestination } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

async function main(): Promise<void> {
  const settings = parseSettings(readEnvironment());
  const log = createLog(
    settings.logging.level,
    process.stdout.isTTY ? await readableDestination() : undefined,
  );
  for (const warning of settings.warnings) log.warn(warning);
  const { nest } = await createApp(settings, log);
  stopOnSignals(nest, log);
  const { host, port, publicUrl } = settings.http;
  // One address: for others of the same name Fastify makes servers of its own, past our limits.
  const { address } = await lookup(host, { order: 'ipv4first' });
  await nest.listen(port, address);
  log.info({ address: await nest.getUrl(), docs: `${publicUrl}/docs` }, 'listening');
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});

/** What whoever starts the API can mend says it all in its message; the rest is a defect. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { syscall = '' } = error as NodeJS.ErrnoException;
  const expected =
    error instanceof ConfigurationError ||
    error instanceof DatabaseRefusedError ||
    // A port that is taken, a host that is not this machine's.
    ['listen', 'getaddrinfo'].includes(syscall);
  return expected ? error.message : (error.stack ?? error.message);
}
