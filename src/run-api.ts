import { lookup } from 'node:dns/promises';
import { createApp } from './app.js';
import { ConfigurationError, parseSettings, readEnvironment } from './config/index.js';
import { DatabaseSetupError } from './database/index.js';
import { shutDownOnSignals } from './graceful-shutdown.js';
import { createLogger, prettyDestination } from './logging/index.js';

/** Reads the environment, creates the API and listens. */
async function runApi(): Promise<void> {
  const settings = parseSettings(readEnvironment());
  const log = createLogger(
    settings.logging.level,
    process.stdout.isTTY ? await prettyDestination() : undefined,
  );
  for (const warning of settings.warnings) {
    log.warn(warning);
  }
  const { nest } = await createApp(settings, log);
  shutDownOnSignals(nest, log);
  const { host, port, publicUrl } = settings.http;
  // One address only: for further addresses of a name Fastify creates servers without our limits.
  const { address } = await lookup(host, { order: 'ipv4first' });
  await nest.listen(port, address);
  log.info({ address: await nest.getUrl(), docs: `${publicUrl}/docs` }, 'listening');
}

runApi().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});

/** The message alone for errors that the operator can fix; anything else is a defect and needs the stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { syscall = '' } = error as NodeJS.ErrnoException;
  const isExpected =
    error instanceof ConfigurationError ||
    error instanceof DatabaseSetupError ||
    // A port that is in use, a host name that does not resolve.
    ['listen', 'getaddrinfo'].includes(syscall);
  return isExpected ? error.message : (error.stack ?? error.message);
}
