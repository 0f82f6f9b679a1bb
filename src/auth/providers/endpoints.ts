/** The addresses of a version 2.0 authority, which all products of Microsoft arrange alike. */
export interface Endpoints {
  /** The address from which the discovery document is found (OpenID Connect Discovery 1.0 section 4). */
  readonly authorizationServer: string;
  readonly discoveryUrl: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly logoutUrl: string;
}

/** @param authority scheme, host, tenant and, with B2C, policy */
export function endpointsOf(authority: string): Endpoints {
  return {
    authorizationServer: `${authority}/v2.0`,
    discoveryUrl: `${authority}/v2.0/.well-known/openid-configuration`,
    authorizationUrl: `${authority}/oauth2/v2.0/authorize`,
    tokenUrl: `${authority}/oauth2/v2.0/token`,
    logoutUrl: `${authority}/oauth2/v2.0/logout`,
  };
}

/** The addresses beside a discovery document, whichever application it is for. */
export function endpointsBeside(discoveryUrl: string): Endpoints {
  return endpointsOf(
    discoveryUrl.replace(/\/v2\.0\/\.well-known\/openid-configuration(\?.*)?$/, ''),
  );
}

/**
 * The discovery document with the keys of one application: an application whose claims are mapped has
 * signing keys of its own, which are listed only there.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-signature
 */
export function ofApplication({ discoveryUrl }: Endpoints, clientId: string): string {
  return `${discoveryUrl}?appid=${clientId}`;
}
