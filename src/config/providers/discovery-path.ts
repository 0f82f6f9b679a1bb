/** Where a discovery document is, seen from its issuer (OpenID Connect Discovery 1.0 section 4). */
export const discoveryPath = '/.well-known/openid-configuration';

/** The address from which a discovery document is found. */
export function withoutPath(discoveryUrl: string): string {
  return discoveryUrl.slice(0, -discoveryPath.length);
}
