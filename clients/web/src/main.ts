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
  stopOnSignals(app);
  const { host, port, publicOrigin } = settings.http;
  await app.listen(port, host);
  log.log(`listening on port ${port}, for browsers at ${publicOrigin}/`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});

/** Configuration faults and a port in use are explained by their message; any other error is a defect. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const expected =
    error instanceof ConfigurationError || (error as NodeJS.ErrnoException).syscall === 'listen';
  return expected ? error.message : (error.stack ?? error.message);
}
