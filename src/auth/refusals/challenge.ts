/** What a challenge says of a provider. */
export interface ChallengedProvider {
  readonly name: string;
  readonly audience?: string | undefined;
  readonly authorizationUrl?: string | undefined;
  readonly scopePrefix?: string | undefined;
}

/** What a challenge says of the API. */
export interface ChallengingApi {
  readonly realm: string;
  readonly resourceMetadataUrl?: string | undefined;
}

/** Scopes as the provider's authorization endpoint takes them: it refuses short names. */
export function fullNames(
  scopes: readonly string[],
  provider: ChallengedProvider | undefined,
): string {
  const prefix = provider?.scopePrefix === undefined ? '' : `${provider.scopePrefix}/`;
  return scopes.map((scope) => prefix + scope).join(' ');
}

/** What a challenge says of the refusal. */
export interface ChallengeParameters {
  readonly error?: string;
  readonly scope?: string;
}

/**
 * The `WWW-Authenticate` header of RFC 6750 section 3. Without credentials there is no error code,
 * as section 3.1 asks. Where to sign in follows in the two forms that clients look for:
 * `authorization_uri`, which Office applications know, and `resource_metadata` (RFC 9728 section 5.1).
 */
export function challenge(
  { realm, resourceMetadataUrl }: ChallengingApi,
  provider: ChallengedProvider | undefined,
  parameters: ChallengeParameters,
): Record<string, string> {
  const pairs = Object.entries({
    realm,
    ...parameters,
    authorization_uri: provider?.authorizationUrl,
    resource_metadata: resourceMetadataUrl,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${quoted(String(value))}`);
  return { 'WWW-Authenticate': `Bearer ${pairs.join(', ')}` };
}

/**
 * The claims challenge in the form that Microsoft's clients know, parameters in this order.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format
 */
export function claimsChallenge(
  provider: ChallengedProvider | undefined,
  claims: string,
): Record<string, string> {
  const parameters = {
    realm: '',
    authorization_uri: provider?.authorizationUrl ?? '',
    client_id: provider?.audience ?? '',
    error: 'insufficient_claims',
    claims: Buffer.from(claims).toString('base64'),
  };
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${quoted(value)}`);
  return { 'WWW-Authenticate': `Bearer ${pairs.join(', ')}` };
}

/** A quoted-string of RFC 9110 section 5.6.4. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
