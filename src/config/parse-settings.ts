import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
import { developmentSettings } from './development.js';
import type { Environment } from './environment.js';
import { examples, serverSchema, type ServerEnvironment } from './environment.schema.js';
import { warnOfMisspellings } from './misspelt-variables.js';
import { parseProvider, type ParsedProvider } from './parse-provider.js';
import { divideByProvider, variablesOf } from './provider-sets.js';
import { findSameIssuers } from './same-issuers.js';
import type { Settings } from './settings.js';
import { decideTracing } from './tracing-settings.js';

/**
 * Turns environment variables into settings. Pure: reads nothing but its argument.
 *
 * @param environment variables as text; an empty one counts as missing, unknown ones are ignored
 * @throws {ConfigurationError} naming every variable that is wrong
 */
export function parseSettings(environment: Environment): Settings {
  const { given, warnings: quoteWarnings } = normalise(environment);
  const server = serverSchema.safeParse(given);
  const { sets, faults: divisionFaults } = divideByProvider(given);
  const providers = sets.map((set) => parseProvider(set));
  const faults = onePerVariable([
    ...providers.flatMap((provider) => provider.faults),
    ...(server.error?.issues ?? []).map(({ path, message }) => faultOf(String(path[0]), message)),
    ...divisionFaults,
    ...serverFaults(given),
    ...stepUpFaults(given, providers),
    ...findSameIssuers(providers.flatMap(({ settings }) => settings ?? [])).map((fault) =>
      faultOf('IDENTITY_PROVIDERS', fault),
    ),
  ]).map((fault) => explainKubernetes(fault, given));
  const [first, ...others] = providers.flatMap(({ settings }) => settings ?? []);
  if (!server.success || !first || faults.length > 0) {
    throw new ConfigurationError(faults);
  }
  const known = [
    ...Object.keys(serverSchema.shape),
    'IDENTITY_PROVIDERS',
    ...sets.flatMap(({ prefix }) => variablesOf(prefix)),
  ];
  const development = developmentSettings(given['NODE_ENV'], server.data, [first, ...others]);
  return deepFreeze({
    ...toSettings(server.data),
    ...(development && { development }),
    auth: {
      providers: [first, ...others],
      clockSkewSeconds: server.data.CLOCK_SKEW_SECONDS,
      stepUpContext: server.data.STEP_UP_CONTEXT,
      outgoingProxy: outgoingProxy(server.data),
    },
    warnings: [
      ...quoteWarnings,
      ...providers.flatMap((provider) => provider.warnings),
      ...serverWarnings(given, server.data),
      ...stepUpWarnings(given, providers),
      ...(development ? ['this is a development set-up: anybody on this machine gets tokens'] : []),
      ...warnOfMisspellings(namesOfSet(environment), known),
    ],
  });
}

/** An empty variable counts as missing. */
function namesOfSet(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => environment[name]?.trim());
}

/** Trimmed, without what is empty, and without the quotes that `docker run --env-file` leaves. */
function normalise(environment: Environment) {
  const given: Record<string, string> = {};
  const known = new Set([...Object.keys(serverSchema.shape), 'IDENTITY_PROVIDERS']);
  const warnings: string[] = [];
  // Lower case wins, as with curl and most other programs.
  const proxies = {
    HTTPS_PROXY: environment['https_proxy'] || environment['HTTPS_PROXY'],
    NO_PROXY: environment['no_proxy'] || environment['NO_PROXY'],
  };
  for (const [name, value] of Object.entries({ ...environment, ...proxies })) {
    const trimmed = value?.trim() ?? '';
    const unquoted = /^(["'])(.*)\1$/s.exec(trimmed)?.[2]?.trim();
    const ours = known.has(name) || variablesOf('').some((variable) => name.endsWith(variable));
    if (unquoted !== undefined && ours) {
      warnings.push(
        `${name} was in quotes, which docker run --env-file does not remove; ignored them`,
      );
    }
    const meant = ours ? (unquoted ?? trimmed) : trimmed;
    if (meant !== '') {
      given[name] = meant;
    }
  }
  return { given, warnings };
}

function faultOf(variable: string, fault: string): ConfigurationFault {
  return { variable, fault, example: `${variable}=${examples[variable] ?? ''}` };
}

/** The first of each: what the provider needs says more than what every value has to look like. */
function onePerVariable(faults: readonly ConfigurationFault[]): ConfigurationFault[] {
  const known = new Set<string>();
  return faults.filter(({ variable }) => !known.has(variable) && known.add(variable));
}

/** Checked on the text, so that these are reported along with whatever else is wrong. */
function serverFaults(given: Environment): ConfigurationFault[] {
  const { PORT = '8000', METRICS_PORT } = given;
  const faults: ConfigurationFault[] = [];
  if (METRICS_PORT !== undefined && Number(PORT) === Number(METRICS_PORT)) {
    faults.push(faultOf('METRICS_PORT', 'must not be the same as PORT'));
  }
  if (given['NODE_ENV'] === 'production' && given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    faults.push({
      variable: 'NODE_TLS_REJECT_UNAUTHORIZED',
      fault:
        'must not be 0 in production: signing keys would be taken from anybody; name your own certificate authority instead',
      example: 'NODE_EXTRA_CA_CERTS=/etc/ssl/own-authority.pem',
    });
  }
  return faults;
}

/** Azure AD B2C has no authentication contexts, so none of its people could ever answer the challenge. */
function stepUpFaults(given: Environment, providers: readonly ParsedProvider[]) {
  const isB2cAlone =
    providers.length > 0 && providers.every(({ settings }) => settings?.kind === 'b2c');
  return given['STEP_UP_CONTEXT'] !== undefined && isB2cAlone
    ? [faultOf('STEP_UP_CONTEXT', 'needs Entra ID or External ID: Azure AD B2C has no such thing')]
    : [];
}

function stepUpWarnings(given: Environment, providers: readonly ParsedProvider[]): string[] {
  const shutOut = providers.flatMap(({ settings }) =>
    settings?.kind === 'b2c' ? [settings.name] : [],
  );
  return given['STEP_UP_CONTEXT'] !== undefined && shutOut.length > 0
    ? [`STEP_UP_CONTEXT shuts people of ${shutOut.join(', ')} out: Azure AD B2C has no such thing`]
    : [];
}

/** Kubernetes sets NAME_PORT=tcp://… in every pod, for each service called NAME. */
function explainKubernetes(fault: ConfigurationFault, given: Environment): ConfigurationFault {
  const { variable } = fault;
  const [, service] = /^(.+)_PORT$/.exec(variable) ?? [];
  return service !== undefined && /^(tcp|udp|sctp):\/\//i.test(given[variable] ?? '')
    ? {
        ...fault,
        fault: `${fault.fault}; Kubernetes set it for a service called ${service.toLowerCase().replaceAll('_', '-')}: set enableServiceLinks: false in the pod, or set ${variable} yourself`,
      }
    : fault;
}

function toSettings(valid: ServerEnvironment): Omit<Settings, 'auth' | 'development' | 'warnings'> {
  return {
    http: {
      host: valid.HOST,
      ...(typeof valid.PORT === 'number' ? { port: valid.PORT } : { port: 0, path: valid.PORT }),
      publicUrl:
        valid.PUBLIC_URL ??
        (typeof valid.PORT === 'number' ? `http://localhost:${valid.PORT}` : 'http://localhost'),
    },
    documentation: { enabled: valid.DOCUMENTATION },
    database: {
      url: valid.DATABASE_URL,
      directory: valid.DATA_DIR,
      poolMax: valid.DATABASE_POOL_MAX,
    },
    tasks: { maxPerOwner: valid.MAX_TASKS_PER_OWNER },
    edge: {
      corsOrigins: valid.CORS_ORIGINS ?? [],
      perAddress: valid.RATE_LIMIT_PER_IP,
      perSubject: valid.RATE_LIMIT_PER_SUBJECT,
      allowedAddresses: valid.IP_ALLOWLIST,
      gatewayKeys: valid.GATEWAY_KEY,
      trustedProxies: valid.TRUST_PROXY ?? [],
      redisUrl: valid.REDIS_URL,
    },
    logging: { level: valid.LOG_LEVEL, pseudonymKey: valid.LOG_PSEUDONYM_KEY },
    metrics:
      valid.METRICS_PORT === undefined
        ? undefined
        : { host: valid.METRICS_HOST, port: valid.METRICS_PORT },
    tracing: decideTracing(valid).tracing,
  };
}

function outgoingProxy({ HTTPS_PROXY: url, NO_PROXY: noProxy = '' }: ServerEnvironment) {
  return url === undefined ? undefined : { url, noProxy };
}

function serverWarnings(given: Environment, valid: ServerEnvironment): string[] {
  const warnings = [...decideTracing(valid).warnings];
  if (given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    warnings.push(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody on the way forge signing keys: for development only',
    );
  }
  if (typeof valid.PORT === 'string' && valid.PUBLIC_URL === undefined) {
    warnings.push('PUBLIC_URL is not set, and PORT does not tell the address of the API');
  }
  return warnings;
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
