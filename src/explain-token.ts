import { text } from 'node:stream/consumers';
import type { AuthOptions } from './auth/internals.js';
import type { Environment } from './config/index.js';
import type { ExplainedApi } from './explain/index.js';
import { exitOnOldNode } from './node-version.js';

/** Explains why the API accepts or refuses a token; with `--local` the API of `npm run dev`. */
async function main(): Promise<void> {
  const { commandEnvironment } = await import('./command-environment.js');
  const { ConfigurationError } = await import('./config/index.js');
  const { askForToken, runExplain } = await import('./explain/index.js');
  try {
    const { args, readEnvironment } = await commandEnvironment(process.argv.slice(2));
    const environment = readEnvironment();
    process.exitCode = await runExplain({
      args,
      readInput: () =>
        process.stdin.isTTY
          ? askForToken(process.stdin, (prompt) => process.stderr.write(prompt))
          : text(process.stdin),
      loadApi: () => loadApi(environment),
      colour: process.stdout.isTTY && !environment['NO_COLOR'],
      write: (output) => process.stdout.write(output),
    });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

/** The application of this environment. It is not started: it listens to nothing and opens nothing. */
async function loadApi(environment: Environment): Promise<ExplainedApi> {
  const { createApp } = await import('./app.js');
  const { AUTH_OPTIONS } = await import('./auth/internals.js');
  const { parseSettings } = await import('./config/index.js');
  const { protectedRoutes } = await import('./explain/index.js');
  const { createLogger } = await import('./logging/index.js');
  const settings = parseSettings(environment);
  const { nest } = await createApp(settings, createLogger('fatal'));
  const options = nest.get<AuthOptions>(AUTH_OPTIONS, { strict: false });
  const variablePrefixes = new Map(
    settings.auth.providers.map(({ name, variablePrefix = '' }) => [name, variablePrefix]),
  );
  return { options, routes: protectedRoutes(nest), variablePrefixes };
}

exitOnOldNode();
void main();
