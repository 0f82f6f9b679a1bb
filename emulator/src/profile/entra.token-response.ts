import type { Config } from '../config/index.js';
import { encodeInfo } from './claim-values.js';
import { tenantOf } from './entra.claims.js';
import type { TokenResponseFacts } from './profile.js';

/**
 * The JSON of a token response, with Entra ID's fields.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
 */
export function tokenResponse(
  config: Config,
  { policy, accessToken, person }: TokenResponseFacts,
): Record<string, unknown> {
  const seconds = policy.lifetimes.accessTokenMinutes * 60;
  return {
    token_type: 'Bearer',
    ...(person && { scope: person.scope }),
    // The longer time, for when the provider is away, is not documented to differ.
    ...(accessToken && {
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: accessToken,
    }),
    ...(person?.refresh && {
      refresh_token: person.refresh.token,
      refresh_token_expires_in: person.refresh.expiresIn,
    }),
    ...(person?.idToken && { id_token: person.idToken }),
    ...(person?.clientInfo && {
      client_info: encodeInfo({ uid: person.user.id, utid: tenantOf(config, person.user) }),
    }),
  };
}
