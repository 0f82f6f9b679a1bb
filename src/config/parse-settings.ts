import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
import type { Environment } from './environment.js';
import {
  defaultPort,
  environmentSchema,
  examples,
  formsSchema,
  type ValidEnvironment,
} from './environment.schema.js';
import { providerSettings } from './providers/index.js';
import type { Settings } from './settings.js';
import { isLoopbackHttp } from './variables.js';

/**
 * Turns environment variables into settings. Pure: reads nothing but its argument.
 *
 * @param environment variables as text; an empty one counts as missing, unknown ones are ignored
 * @throws {ConfigurationError} naming every variable that is wrong
 */
export function parseSettings(environment: Environment): Settings {
  const given = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema(given).safeParse({ IDENTITY_PROVIDER: 'b2c', ...given });
  const forms = formsSchema.safeParse(given);
  const issues = [parsed, forms].flatMap(({ error }) => error?.issues ?? []);
  const faults = onePerVariable([
    ...issues.map(({ path, message }) => faultOf(String(path[0]), message)),
    ...portFaults(given),
  ]);
  if (!parsed.success || faults.length > 0) {
    throw new ConfigurationError(faults);
  }
  return deepFreeze(toSettings(parsed.data));
}

function faultOf(variable: string, fault: string): ConfigurationFault {
  return { variable, fault, example: `${variable}=${examples[variable] ?? ''}` };
}

/** The first of each: what the provider asks for says more than what every value has to look like. */
function onePerVariable(faults: readonly ConfigurationFault[]): ConfigurationFault[] {
  const known = new Set<string>();
  return faults.filter(({ variable }) => !known.has(variable) && known.add(variable));
}

/** Told from the text, so that it is reported along with whatever else is wrong. */
function portFaults({ PORT = String(defaultPort), METRICS_PORT }: Environment) {
  return Number(PORT) === Number(METRICS_PORT)
    ? [faultOf('METRICS_PORT', 'must not be the same as PORT')]
    : [];
}

function toSettings(valid: ValidEnvironment): Settings {
  return {
    http: {
      host: valid.HOST,
      port: valid.PORT,
      publicUrl: valid.PUBLIC_URL ?? `http://localhost:${valid.PORT}`,
    },
    auth: {
      providers: [providerSettings(valid)],
      clockSkewSeconds: valid.CLOCK_SKEW_SECONDS,
    },
    database: { url: valid.DATABASE_URL, directory: valid.DATA_DIR },
    edge: {
      corsOrigins: valid.CORS_ORIGINS ?? [],
      perAddress: valid.RATE_LIMIT_PER_IP,
      perSubject: valid.RATE_LIMIT_PER_SUBJECT,
      allowedAddresses: valid.IP_ALLOWLIST,
      gatewayKeys: valid.GATEWAY_KEY,
      trustedProxies: valid.TRUST_PROXY ?? [],
      redisUrl: valid.REDIS_URL,
    },
    logging: { level: valid.LOG_LEVEL },
    metrics:
      valid.METRICS_PORT === undefined ? undefined : { host: valid.HOST, port: valid.METRICS_PORT },
    warnings: warningsOf(valid),
  };
}

function warningsOf(valid: ValidEnvironment): string[] {
  return valid.AUTHORITY_HOST !== undefined && isLoopbackHttp(valid.AUTHORITY_HOST)
    ? ['AUTHORITY_HOST is plain http on this machine: for development only']
    : [];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      deepFreeze(part);
    }
  }
  return value;
}
