import { text } from 'node:stream/consumers';
import { createApp } from './app.js';
import { AUTH_OPTIONS, type AuthOptions } from './auth/index.js';
import { ConfigurationError, parseSettings, readEnvironment } from './config/index.js';
import { protectedRoutes, runExplain, type ExplainedApi } from './explain/index.js';
import { createLog } from './logging/index.js';

/** The application as it would run here: not started, so it listens to nothing and opens nothing. */
async function loadApi(): Promise<ExplainedApi> {
  const { nest } = await createApp(parseSettings(readEnvironment()), createLog('fatal'));
  const options = nest.get<AuthOptions>(AUTH_OPTIONS, { strict: false });
  return { options, routes: protectedRoutes(nest) };
}

try {
  process.exitCode = await runExplain({
    args: process.argv.slice(2),
    readInput: process.stdin.isTTY ? undefined : () => text(process.stdin),
    loadApi,
    colour: process.stdout.isTTY && !readEnvironment()['NO_COLOR'],
    write: (output) => process.stdout.write(output),
  });
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
