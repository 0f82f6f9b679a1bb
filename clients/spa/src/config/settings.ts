/** The products that sign people in. */
export type IdentityProvider = 'b2c' | 'entra' | 'external-id';

/** The configuration of the page. */
export interface Settings {
  readonly identityProvider: IdentityProvider;
  readonly clientId: string;
  readonly apiUrl: string;
  /** Full scope names to request. */
  readonly scopes: readonly string[];
  /** Origin of the provider's endpoints. */
  readonly authorityHost: string;
  /** First path segment of the endpoints: a domain with B2C, else the tenant id. */
  readonly tenant: string;
  /** Names of the user flows, which only B2C has. */
  readonly userFlows?: UserFlows | undefined;
}

/** Names of B2C's user flows or custom policies. */
export interface UserFlows {
  readonly signIn: string;
  readonly edit: string;
  readonly reset: string;
}

/** All variables that the build reads. */
export const variableNames = [
  'VITE_IDENTITY_PROVIDER',
  'VITE_TENANT_NAME',
  'VITE_TENANT_DOMAIN',
  'VITE_TENANT_ID',
  'VITE_CLIENT_ID',
  'VITE_API_CLIENT_ID',
  'VITE_APP_ID_URI',
  'VITE_API_URL',
  'VITE_AUTHORITY_HOST',
  'VITE_SIGN_IN_USER_FLOW',
  'VITE_EDIT_PROFILE_USER_FLOW',
  'VITE_RESET_PASSWORD_USER_FLOW',
] as const;

/** Name of a variable that the build reads. */
export type VariableName = (typeof variableNames)[number];

/** Values by name; a missing one and an empty one mean the same. */
export type Variables = Readonly<Partial<Record<VariableName, string | undefined>>>;

/** The environment of `npm run dev`, which needs no variable. */
const local: Variables = {
  VITE_TENANT_NAME: 'contoso',
  VITE_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  VITE_API_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  VITE_API_URL: 'http://localhost:8000',
  VITE_AUTHORITY_HOST: 'http://localhost:8080',
};

/** With one of these the page is no longer configured for `npm run dev`. */
const decisive = variableNames.filter(
  (name) => (name in local && name !== 'VITE_AUTHORITY_HOST') || /PROVIDER|TENANT_ID/.test(name),
);

const given = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const tenantOfEntra = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|organizations|common)$/i;
/** Tokens are sent there: without TLS only to this machine itself. */
const secureOrLocal = /^(https:\/\/[^/?#]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)(\/[^?#]*)?$/;

/** Lists every fault of the settings, one a line. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Checks the variables and derives the settings. Without any it is the configuration for
 * `npm run dev`; a configured tenant is never completed with local values.
 *
 * @throws SettingsError
 */
export function parseSettings(variables: Variables): Settings {
  const isLocal = decisive.every((name) => !variables[name]?.trim());
  const reader = new VariableReader(isLocal ? { ...local, ...given(variables) } : variables);
  const identityProvider = reader.optional(
    'VITE_IDENTITY_PROVIDER',
    /^(b2c|entra|external-id)$/,
    'b2c, entra or external-id',
    'b2c',
  ) as IdentityProvider;
  const isEntra = identityProvider === 'entra';
  const name = isEntra ? '' : reader.required('VITE_TENANT_NAME', /^[a-z0-9-]+$/i, 'contoso');
  const domain = reader.optional(
    'VITE_TENANT_DOMAIN',
    /^[a-z0-9.-]+\.[a-z]+$/i,
    'contoso.partner.onmschina.cn',
    `${name}.onmicrosoft.com`,
  );
  const tenantId =
    identityProvider === 'b2c'
      ? ''
      : reader.required('VITE_TENANT_ID', isEntra ? tenantOfEntra : guid, exampleGuid);
  const clientId = reader.required('VITE_CLIENT_ID', guid, exampleGuid);
  const apiClientId = reader.required('VITE_API_CLIENT_ID', guid, exampleGuid);
  const appIdUri = reader.optional(
    'VITE_APP_ID_URI',
    /^[a-z]+:\/\/\S+$/i,
    'api://tasks',
    isEntra ? `api://${apiClientId}` : `https://${domain}/${apiClientId}`,
  );
  const apiUrl = reader.required('VITE_API_URL', secureOrLocal, 'https://tasks.contoso.com');
  const authorityHost = reader.optional(
    'VITE_AUTHORITY_HOST',
    { test: isSecureOrigin },
    'https://login.contoso.com, an origin',
    defaultAuthorityHost[identityProvider](name),
  );
  const userFlow = (flow: VariableName, byDefault: string) =>
    reader.optional(flow, /^[\w-]+$/, byDefault, byDefault);
  const userFlows: UserFlows = {
    signIn: userFlow('VITE_SIGN_IN_USER_FLOW', 'B2C_1_signupsignin'),
    edit: userFlow('VITE_EDIT_PROFILE_USER_FLOW', 'B2C_1_editprofile'),
    reset: userFlow('VITE_RESET_PASSWORD_USER_FLOW', 'B2C_1_resetpassword'),
  };
  reader.throwFaults();
  return {
    identityProvider,
    clientId,
    apiUrl: apiUrl.replace(/\/$/, ''),
    scopes: ['tasks.read', 'tasks.write'].map((scope) => `${appIdUri.replace(/\/$/, '')}/${scope}`),
    authorityHost,
    tenant: tenantId || domain,
    userFlows: identityProvider === 'b2c' ? userFlows : undefined,
  };
}

const exampleGuid = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

const defaultAuthorityHost: Readonly<Record<IdentityProvider, (name: string) => string>> = {
  b2c: (name) => `https://${name}.b2clogin.com`,
  entra: () => 'https://login.microsoftonline.com',
  'external-id': (name) => `https://${name}.ciamlogin.com`,
};

/** Reads variables and collects their faults. */
class VariableReader {
  readonly #variables: Variables;
  readonly #faults: string[] = [];

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  required(name: VariableName, format: Format, example: string): string {
    const value = this.#read(name);
    this.#check(name, value, format, example);
    return value;
  }

  optional(name: VariableName, format: Format, example: string, byDefault: string): string {
    const value = this.#read(name);
    if (value === '') {
      return byDefault;
    }
    this.#check(name, value, format, example);
    return value;
  }

  /** @throws SettingsError */
  throwFaults(): void {
    if (this.#faults.length > 0) {
      throw new SettingsError(this.#faults.join('\n'));
    }
  }

  #read(name: VariableName): string {
    return this.#variables[name]?.trim() ?? '';
  }

  #check(name: VariableName, value: string, format: Format, example: string): void {
    if (format.test(value)) {
      return;
    }
    if (/^(["']).*\1$/.test(value)) {
      this.#faults.push(`${name} is in quotes, which are part of its value here: leave them out`);
    } else {
      const problem = value === '' ? 'must be set' : `cannot be ${JSON.stringify(value)}`;
      this.#faults.push(`${name} ${problem}, for example ${example}`);
    }
  }
}

interface Format {
  test(value: string): boolean;
}

const isSecureOrigin = (value: string): boolean =>
  secureOrLocal.test(value) && new URL(value).origin === value;

/**
 * Refuses a build without settings anywhere but on a developer's machine: deployed, it would talk to
 * whatever listens on the visitor's own.
 *
 * @param hostname that the page was loaded from
 * @throws SettingsError
 */
export function checkHost({ apiUrl, authorityHost }: Settings, hostname: string): void {
  const isLoopback = (name: string) => name === 'localhost' || name === '127.0.0.1';
  if (isLoopback(hostname)) {
    return;
  }
  if ([apiUrl, authorityHost].some((url) => isLoopback(new URL(url).hostname))) {
    const names = Object.keys(local).slice(0, 4).join(', ');
    throw new SettingsError(`It was built for the local set-up. Build it with ${names}.`);
  }
}
