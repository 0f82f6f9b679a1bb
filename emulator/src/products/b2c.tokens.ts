import type { Config, Policy } from '../config/index.js';
import type { Claims } from '../keys/index.js';
import type { User } from '../users/index.js';
import { definedOnly, encodeJson, leftHalfHash } from './claim-values.js';
import type {
  AccessTokenParams,
  AppTokenParams,
  IdTokenParams,
  TokenResponseParams,
} from './product.js';

// Claims are in the order seen in real tokens, so that tokens can be compared side by side.

/** Claims of an access token for a person. */
export function accessTokenClaims(issuer: string, facts: AccessTokenParams): Claims {
  const { policy, user, issuedAt } = facts;
  return definedOnly({
    iss: issuer,
    exp: issuedAt + policy.lifetimes.accessTokenMinutes * 60,
    nbf: issuedAt,
    aud: facts.audience,
    oid: user.id,
    sub: user.id,
    ...userClaims(policy, user, facts.newUser),
    [policy.policyClaim]: policy.id,
    nonce: facts.nonce,
    // A client id used as scope yields a token without scp: there is no named permission.
    scp: facts.scopes.length > 0 ? facts.scopes.join(' ') : undefined,
    azp: facts.clientId,
    ver: '1.0',
    iat: issuedAt,
  });
}

/** Claims of an ID token. */
export function idTokenClaims(issuer: string, facts: IdTokenParams): Claims {
  const { policy, user, issuedAt } = facts;
  return definedOnly({
    exp: issuedAt + policy.lifetimes.idTokenMinutes * 60,
    nbf: issuedAt,
    ver: '1.0',
    iss: issuer,
    sub: user.id,
    aud: facts.clientId,
    nonce: facts.nonce,
    iat: issuedAt,
    auth_time: facts.authTime,
    oid: user.id,
    ...userClaims(policy, user, facts.newUser),
    [policy.policyClaim]: policy.id,
    at_hash: leftHalfHash(facts.accessToken),
    c_hash: leftHalfHash(facts.code),
  });
}

/**
 * Claims of a token for an application itself: the granted app roles are in `scp`, not in `roles`.
 * https://learn.microsoft.com/azure/active-directory-b2c/client-credentials-grant-flow
 */
export function appTokenClaims(issuer: string, facts: AppTokenParams): Claims {
  const { policy, issuedAt } = facts;
  return {
    iss: issuer,
    exp: issuedAt + policy.lifetimes.accessTokenMinutes * 60,
    nbf: issuedAt,
    aud: facts.audience,
    sub: facts.servicePrincipalId,
    [policy.policyClaim]: policy.id,
    scp: facts.roles.join(' '),
    azp: facts.clientId,
    ver: '1.0',
    iat: issuedAt,
  };
}

/** The user claims that a policy lists and the user has. */
function userClaims(policy: Policy, user: User, newUser = false): Claims {
  const known: Claims = {
    ...user.attributes,
    emails: [user.email],
    idp: user.idp,
    // Present, with the value true, only right after a sign-up.
    newUser: newUser || undefined,
  };
  return Object.fromEntries(policy.claims.map((name) => [name, known[name]]));
}

/** The JSON of a token response, with B2C's fields in B2C's order. */
export function tokenResponse(
  config: Config,
  { policy, issuedAt, accessToken, resource, person }: TokenResponseParams,
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
  policy: TokenResponseParams['policy'],
  { user, scope, idToken, refresh, clientInfo }: NonNullable<TokenResponseParams['person']>,
): Record<string, unknown> {
  return {
    ...(idToken && {
      id_token_expires_in: policy.lifetimes.idTokenMinutes * 60,
      profile_info: encodeJson({
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
    // MSAL's home account id: one account per policy and user.
    ...(clientInfo && {
      client_info: encodeJson({
        uid: `${user.id}-${policy.id.toLowerCase()}`,
        utid: tenant.id,
      }),
    }),
  };
}
