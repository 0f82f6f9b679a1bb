import { ConfigurationError } from './configuration.error.js';
import type { Environment } from './environment.js';
import {
  crossFaults,
  environmentSchema,
  examples,
  type ValidEnvironment,
} from './environment.schema.js';
import type { PolicySettings, Settings } from './settings.js';
import { isLoopbackHttp } from './variables.js';

/**
 * Turns environment variables into settings. Reads only its argument, and the certificate files that
 * are named there.
 *
 * @param environment variables as text; an empty one counts as missing, unknown ones are ignored
 * @throws {ConfigurationError} naming every variable that is wrong
 */
export function parseSettings(environment: Environment): Settings {
  const values = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim() ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );
  const parsed = environmentSchema.safeParse(values);
  const fieldFaults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    variable: String(path[0]),
    fault: message,
  }));
  const faults = new Map(
    [...crossFaults(values), ...fieldFaults].map(({ variable, fault }) => [
      variable,
      { variable, fault, example: `${variable}=${examples[variable] ?? ''}` },
    ]),
  );
  if (!parsed.success || faults.size > 0) {
    throw new ConfigurationError([...faults.values()]);
  }
  return deepFreeze(toSettings(parsed.data, values['NODE_ENV'] === 'production'));
}

function toSettings(valid: ValidEnvironment, production: boolean): Settings {
  const { TLS_CERT: cert, TLS_KEY: key } = valid;
  return {
    http: {
      host: valid.HOST,
      port: valid.PORT,
      publicOrigin: new URL(valid.REDIRECT_URI).origin,
      ...(cert !== undefined && key !== undefined && { tls: { cert, key } }),
    },
    provider: {
      clientId: valid.CLIENT_ID,
      clientSecret: valid.CLIENT_SECRET,
      redirectUri: valid.REDIRECT_URI,
      policies: {
        'sign-in': toPolicySettings(valid, valid.SIGNUPSIGNIN_USER_FLOW),
        'edit-profile': toPolicySettings(valid, valid.EDITPROFILE_USER_FLOW),
        'reset-password': toPolicySettings(valid, valid.RESETPASSWORD_USER_FLOW),
      },
    },
    downstream: {
      endpoint: valid.ENDPOINT,
      scopes: valid.SCOPE,
      timeoutMs: valid.ENDPOINT_TIMEOUT_SECONDS * 1000,
    },
    session: { secret: valid.SESSION_SECRET, redisUrl: valid.REDIS_URL },
    warnings: warningsOf(valid, production),
  };
}

function toPolicySettings(valid: ValidEnvironment, name: string): PolicySettings {
  const tenant = valid.B2C_TENANT_NAME;
  const origin = valid.AUTHORITY_HOST ?? `https://${tenant}.b2clogin.com`;
  return { name, authority: `${origin}/${tenant}.onmicrosoft.com/${name}`.toLowerCase() };
}

function warningsOf(valid: ValidEnvironment, production: boolean): string[] {
  const localProvider = valid.AUTHORITY_HOST !== undefined && isLoopbackHttp(valid.AUTHORITY_HOST);
  const sessionsInMemory = production && valid.REDIS_URL === undefined;
  return [
    ...(localProvider
      ? ['AUTHORITY_HOST is plain http on this machine: for development only']
      : []),
    ...(sessionsInMemory
      ? ['REDIS_URL is not set: sessions end with this process and no other one knows them']
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
