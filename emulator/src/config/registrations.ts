import type { Application, Platform } from './application.schema.js';
import type { Config } from './config.schema.js';
import type { Policy } from './policy.schema.js';

/** `contoso.onmicrosoft.com`. */
export function tenantDomain(config: Config): string {
  return `${config.tenant.name.toLowerCase()}.onmicrosoft.com`;
}

/** Name of the configured product. */
export function productName({ provider }: Config): string {
  return productNames[provider];
}

const productNames = {
  b2c: 'Azure AD B2C',
  entra: 'Entra ID',
  'external-id': 'Entra External ID',
} as const;

/** App ID URI: the prefix of an API's full scope names. */
export function appIdUri(config: Config, application: Application): string {
  if (application.appIdUri !== undefined) {
    return application.appIdUri;
  }
  const { clientId } = application;
  return config.provider === 'entra'
    ? `api://${clientId}`
    : `https://${tenantDomain(config)}/${clientId}`;
}

/** The application of this client id, whatever the case. */
export function findApplication(config: Config, clientId: string): Application | undefined {
  return config.applications.find((one) => one.clientId === clientId.toLowerCase());
}

/** The policy of this id, whatever the case. */
export function findPolicy(config: Config, id: string): Policy | undefined {
  return config.policies.find((policy) => policy.id.toLowerCase() === id.toLowerCase());
}

/** Whether a forgotten password is reset in the same journey; only B2C can return AADB2C90118 instead. */
export function resetsInPlace({ provider }: Config, policy: Policy): boolean {
  return (
    policy.kind === 'sign-up-sign-in' && (provider !== 'b2c' || policy.selfServicePasswordReset)
  );
}

/** The platform a redirect URI is registered under; the comparison is exact. */
export function redirectUriPlatform(
  application: Application,
  redirectUri: string,
): Platform | undefined {
  const { web, spa, publicClient } = application.redirectUris;
  if (web.includes(redirectUri)) {
    return 'web';
  }
  if (spa.includes(redirectUri)) {
    return 'spa';
  }
  if (publicClient.some((registered) => sameNativeUri(registered, redirectUri))) {
    return 'publicClient';
  }
  return undefined;
}

/** Origins whose scripts may call the token endpoint for this application. */
export function singlePageOrigins(application: Application): string[] {
  return application.redirectUris.spa.map((uri) => new URL(uri).origin);
}

// The port of a native client's loopback redirect URI is not compared: RFC 8252 section 7.3.
function sameNativeUri(registered: string, given: string): boolean {
  if (registered === given) {
    return true;
  }
  if (!URL.canParse(given) || /[^\x21-\x7e]/.test(given)) {
    return false;
  }
  const [one, other] = [new URL(registered), new URL(given)];
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(one.hostname);
  one.port = other.port;
  return one.protocol === 'http:' && loopback && one.href === other.href;
}
