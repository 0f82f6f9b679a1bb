import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
import type { Environment } from './environment.js';
import {
  findCrossVariableFaults,
  environmentSchema,
  examples,
  type ValidEnvironment,
  variablesWithoutEffect,
} from './environment.schema.js';
import { warnOfMisspellings } from './misspelt-variables.js';
import type { AuthoritySettings, Settings } from './settings.js';
import { isLoopbackHttp } from './variables.js';

/**
 * Turns environment variables into settings. Reads only its arguments, and the certificate files that
 * are named there.
 *
 * @param environment variables as text; an empty one counts as missing, unknown ones are ignored
 * @param fileFaults what is wrong with the `.env` file
 * @throws {ConfigurationError} naming every variable and every line of the file that is wrong
 */
export function parseSettings(
  environment: Environment,
  fileFaults: readonly ConfigurationFault[] = [],
): Settings {
  const { values, warnings } = normalize(environment);
  const parsed = environmentSchema.safeParse(values);
  const fieldFaults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    variable: String(path[0]),
    fault: message,
  }));
  const faults = new Map(
    [...findCrossVariableFaults(values), ...fieldFaults].map(({ variable, fault }) => [
      variable,
      { variable, fault, example: `${variable}=${examples[variable] ?? ''}` },
    ]),
  );
  if (!parsed.success || faults.size > 0 || fileFaults.length > 0) {
    throw new ConfigurationError([...fileFaults, ...faults.values()]);
  }
  const unused = variablesWithoutEffect(parsed.data.IDENTITY_PROVIDER, values).map(
    (name) => `${name} has no effect with IDENTITY_PROVIDER=${parsed.data.IDENTITY_PROVIDER}`,
  );
  return deepFreeze(toSettings(parsed.data, [...warnings, ...unused]));
}

/** The variables that are set, without blanks and quotes around the values, and with one name each. */
function normalize(environment: Environment): {
  readonly values: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
} {
  const values: Record<string, string> = {};
  const warnings = [...warnOfMisspellings(Object.keys(environment), Object.keys(examples))];
  for (const [name, value] of Object.entries(environment)) {
    const trimmed = value?.trim() ?? '';
    const [, , content] = /^(["'])(.*)\1$/s.exec(trimmed) ?? [];
    const isKnown = name in examples;
    if (isKnown && content !== undefined) {
      warnings.push(
        `${name} was in quotes, which docker run --env-file does not remove; ignored them`,
      );
    }
    const text = (isKnown ? content : undefined) ?? trimmed;
    if (text !== '') {
      values[name] = text;
    }
  }
  // Both spellings are in use; where both are set, most programs prefer the lower case.
  for (const name of ['HTTPS_PROXY', 'NO_PROXY']) {
    const lowerCase = values[name.toLowerCase()];
    if (lowerCase !== undefined) {
      values[name] = lowerCase;
    }
  }
  return { values, warnings };
}

function toSettings(valid: ValidEnvironment, warnings: readonly string[]): Settings {
  const { TLS_CERT: cert, TLS_KEY: key } = valid;
  const http = {
    host: valid.HOST,
    port: valid.PORT,
    publicOrigin: new URL(valid.REDIRECT_URI).origin,
    ...(cert !== undefined && key !== undefined && { tls: { cert, key } }),
    trustedProxies: valid.TRUST_PROXY ?? [],
  };
  const limit = valid.RATE_LIMIT_PER_IP;
  const rateLimit = limit === 'off' || hidesAddresses(http) ? undefined : limit;
  return {
    http,
    rateLimit,
    provider: {
      clientId: valid.CLIENT_ID,
      clientSecret: valid.CLIENT_SECRET,
      redirectUri: valid.REDIRECT_URI,
      ...toProviderSettings(valid),
    },
    downstream: {
      endpoint: valid.ENDPOINT,
      scopes: valid.SCOPE,
      timeoutMs: valid.ENDPOINT_TIMEOUT_SECONDS * 1000,
    },
    session: { secrets: valid.SESSION_SECRET, redisUrl: valid.REDIS_URL },
    ...(valid.HTTPS_PROXY !== undefined && {
      outgoingProxy: { url: valid.HTTPS_PROXY, noProxy: valid.NO_PROXY },
    }),
    warnings: [...warnings, ...settingsWarnings(valid, http)],
  };
}

/** Where each product has its authorities. */
function toProviderSettings(
  valid: ValidEnvironment,
): Pick<Settings['provider'], 'kind' | 'tenantId' | 'authorities'> {
  const { IDENTITY_PROVIDER: kind, TENANT_ID: tenantId = '' } = valid;
  switch (kind) {
    case 'b2c':
      return {
        kind,
        authorities: {
          'sign-in': toB2cAuthority(valid, valid.SIGNUPSIGNIN_USER_FLOW),
          'edit-profile': toB2cAuthority(valid, valid.EDITPROFILE_USER_FLOW),
          'reset-password': toB2cAuthority(valid, valid.RESETPASSWORD_USER_FLOW),
        },
      };
    case 'entra': {
      const origin = valid.AUTHORITY_HOST ?? 'https://login.microsoftonline.com';
      return { kind, tenantId, authorities: { 'sign-in': { url: `${origin}/${tenantId}` } } };
    }
    case 'external-id': {
      const origin = valid.AUTHORITY_HOST ?? `https://${valid.TENANT_NAME}.ciamlogin.com`;
      const url = `${origin}/${tenantId}`.toLowerCase();
      return { kind, tenantId, authorities: { 'sign-in': { url } } };
    }
  }
}

function toB2cAuthority(valid: ValidEnvironment, policy = ''): AuthoritySettings {
  const tenant = valid.B2C_TENANT_NAME;
  const origin = valid.AUTHORITY_HOST ?? `https://${tenant}.b2clogin.com`;
  return { policy, url: `${origin}/${tenant}.onmicrosoft.com/${policy}`.toLowerCase() };
}

/**
 * Whether every request seems to come from the address of a proxy. A limit per address would then be
 * one limit for all, and anybody could use it up for everybody.
 */
function hidesAddresses({ publicOrigin, tls, trustedProxies }: Settings['http']): boolean {
  const behindProxy = publicOrigin.startsWith('https:') && tls === undefined;
  return behindProxy && trustedProxies.length === 0;
}

function settingsWarnings(valid: ValidEnvironment, http: Settings['http']): string[] {
  const localProvider = valid.AUTHORITY_HOST !== undefined && isLoopbackHttp(valid.AUTHORITY_HOST);
  const production = valid.NODE_ENV === 'production';
  return [
    ...(localProvider
      ? ['AUTHORITY_HOST is plain http on this machine: for development only']
      : []),
    ...(production && valid.REDIS_URL === undefined
      ? ['REDIS_URL is not set: sessions end with this process and no other one knows them']
      : []),
    ...(hidesAddresses(http) && valid.RATE_LIMIT_PER_IP !== 'off'
      ? [
          'TRUST_PROXY is not set: sign-ins are not limited per address, since all come from a proxy',
        ]
      : []),
  ];
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
