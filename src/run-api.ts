import { lookup } from 'node:dns/promises';
import { createApp } from './app.js';
import {
  ConfigurationError,
  describeFaults,
  parseSettings,
  readEnvironment,
  shownValue,
  type Environment,
} from './config/index.js';
import { DatabaseSetupError } from './database/index.js';
import { shutDownOnSignals } from './graceful-shutdown.js';
import { createLogger, prettyDestination } from './logging/index.js';

/** Reads the environment and starts the API. What is wrong is said on standard error. */
async function main(): Promise<void> {
  let environment: Environment = {};
  try {
    environment = readEnvironment();
    await runApi(environment);
  } catch (error) {
    process.stderr.write(`${describe(error, environment)}\n`);
    process.exit(1);
  }
}

/** Creates the API of an environment, and listens. */
async function runApi(environment: Environment): Promise<void> {
  const settings = parseSettings(environment);
  const log = createLogger(
    settings.logging.level,
    process.stdout.isTTY ? await prettyDestination() : undefined,
  );
  for (const warning of settings.warnings) {
    log.warn(warning);
  }
  // Imported only where it is used: the packages of OpenTelemetry are many.
  const tracing =
    settings.tracing && (await import('./tracing/index.js')).startTracing(settings.tracing);
  const { nest } = await createApp(settings, log, tracing);
  shutDownOnSignals(nest, log);
  const { host, port, path, publicUrl } = settings.http;
  if (path === undefined) {
    await nest.listen(port, await resolveHost(host));
  } else {
    await nest.listen(path);
  }
  const docs = settings.documentation.enabled ? `${publicUrl}/docs` : undefined;
  log.info({ address: path ?? (await nest.getUrl()), docs }, 'listening');
}

/**
 * One address only: for further addresses of a name Fastify creates servers without our limits.
 *
 * @throws {UnusableHostError} when the name does not resolve
 */
async function resolveHost(host: string): Promise<string> {
  try {
    return (await lookup(host, { order: 'ipv4first' })).address;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableHostError(
      `HOST: ${host} does not resolve to an address of this machine (${code}). Example: HOST=0.0.0.0`,
    );
  }
}

/** `HOST` cannot be listened on. */
class UnusableHostError extends Error {}

/** For somebody who starts the API for the first time. */
const firstSteps = `To configure the API: cp .env.example .env, and fill it in.
To try it with a local identity provider, without any configuration: npm run dev`;

/** The message alone for errors that the operator can fix; anything else is a defect and needs the stack. */
function describe(error: unknown, environment: Environment): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { syscall = '' } = error as NodeJS.ErrnoException;
  const isExpected =
    error instanceof DatabaseSetupError ||
    error instanceof UnusableHostError ||
    // A port that is in use, an address that is not this machine's.
    syscall === 'listen';
  if (error instanceof ConfigurationError) {
    const text = describeFaults(error.faults, (variable) => shownValue(variable, environment));
    return `${text}\n\n${firstSteps}`;
  }
  return isExpected ? error.message : (error.stack ?? error.message);
}

void main();
