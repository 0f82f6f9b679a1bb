import type { AuthOptions } from './auth.options.js';

/** What every challenge of a deployment says. */
export type ChallengeOptions = Pick<
  AuthOptions,
  'realm' | 'authorizationUrl' | 'resourceMetadataUrl'
>;

/**
 * The `WWW-Authenticate` header of RFC 6750 section 3. Without credentials there is no error code,
 * as section 3.1 asks. Where to sign in follows in the two ways that clients look for it:
 * `authorization_uri`, which Office applications know, and `resource_metadata` (RFC 9728 section 5.1).
 */
export function challenge(
  { realm, authorizationUrl, resourceMetadataUrl }: ChallengeOptions,
  parameters: { readonly error?: string; readonly scope?: string } = {},
): Record<string, string> {
  const pairs = Object.entries({
    realm,
    ...parameters,
    authorization_uri: authorizationUrl,
    resource_metadata: resourceMetadataUrl,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${quoted(String(value))}`);
  return { 'WWW-Authenticate': `Bearer ${pairs.join(', ')}` };
}

/** A quoted-string of RFC 9110 section 5.6.4. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
