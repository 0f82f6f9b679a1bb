import type { Config } from '../config/index.js';
import { encodeInfo } from './claim-values.js';
import type { TokenResponseFacts } from './profile.js';

/** The JSON of a token response, with B2C's fields in B2C's order. */
export function tokenResponse(
  config: Config,
  { policy, issuedAt, accessToken, resource, person }: TokenResponseFacts,
): Record<string, unknown> {
  const accessSeconds = policy.lifetimes.accessTokenMinutes * 60;
  return {
    ...(accessToken && { access_token: accessToken }),
    ...(person?.idToken && { id_token: person.idToken }),
    token_type: 'Bearer',
    not_before: issuedAt,
    ...(accessToken && {
      expires_in: accessSeconds,
      expires_on: issuedAt + accessSeconds,
      resource,
    }),
    ...(person && ofPerson(config, policy, person)),
  };
}

function ofPerson(
  { tenant }: Config,
  policy: TokenResponseFacts['policy'],
  { user, scope, idToken, refresh, clientInfo }: NonNullable<TokenResponseFacts['person']>,
): Record<string, unknown> {
  return {
    ...(idToken && {
      id_token_expires_in: policy.lifetimes.idTokenMinutes * 60,
      profile_info: encodeInfo({
        ver: '1.0',
        tid: tenant.id,
        sub: null,
        name: user.attributes['name'] ?? null,
        preferred_username: null,
        idp: user.idp ?? null,
      }),
    }),
    scope,
    ...(refresh && {
      refresh_token: refresh.token,
      refresh_token_expires_in: refresh.expiresIn,
    }),
    // MSAL makes its account key of these two: one account per policy and person.
    ...(clientInfo && {
      client_info: encodeInfo({
        uid: `${user.id}-${policy.id.toLowerCase()}`,
        utid: tenant.id,
      }),
    }),
  };
}
