import { ConsoleLogger, Logger } from '@nestjs/common';
import { createApp } from './app.js';
import { ConfigurationError, parseSettings, readEnvironment } from './config/index.js';
import { stopOnSignals } from './server/index.js';

async function main(): Promise<void> {
  const { environment, faults } = readEnvironment();
  const settings = parseSettings(environment, faults);
  const json = !process.stdout.isTTY;
  const app = await createApp(
    settings,
    new ConsoleLogger({ json, logLevels: ['log', 'warn', 'error'] }),
  );
  const log = new Logger('Process');
  for (const warning of settings.warnings) {
    log.warn(warning);
  }
  if (settings.outgoingProxy) {
    log.log(`https requests go through the proxy ${new URL(settings.outgoingProxy.url).host}`);
  }
  stopOnSignals(app);
  const { host, port, publicOrigin } = settings.http;
  await app.listen(port, host);
  log.log(`listening on port ${port}, for browsers at ${publicOrigin}/`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});

/** Configuration faults and an address that is not free say it all; any other error is a defect. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') {
    return `HOST cannot be resolved: ${error.message}`;
  }
  const expected = error instanceof ConfigurationError || syscall === 'listen';
  return expected ? error.message : (error.stack ?? error.message);
}
