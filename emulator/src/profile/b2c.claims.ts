import type { Policy } from '../config/index.js';
import type { User } from '../users/index.js';
import { halfHash, present } from './claim-values.js';
import type { AccessTokenFacts, AppTokenFacts, Claims, IdTokenFacts } from './profile.js';

// Orders are the ones seen in tokens of the real service; nothing may depend on them, but people
// compare tokens side by side.

/** Claims of an access token for a person. */
export function accessTokenClaims(issuer: string, facts: AccessTokenFacts): Claims {
  const { policy, user, issuedAt } = facts;
  return present({
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
export function idTokenClaims(issuer: string, facts: IdTokenFacts): Claims {
  const { policy, user, issuedAt } = facts;
  return present({
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
    at_hash: halfHash(facts.accessToken),
    c_hash: halfHash(facts.code),
  });
}

/**
 * Claims of a token for an application itself: the granted app roles stand in `scp`, not in `roles`.
 * https://learn.microsoft.com/azure/active-directory-b2c/client-credentials-grant-flow
 */
export function appTokenClaims(issuer: string, facts: AppTokenFacts): Claims {
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

/** What a policy tells of a person: only what it lists, and only what is known. */
function userClaims(policy: Policy, user: User, newUser = false): Claims {
  const known: Claims = {
    ...user.attributes,
    emails: [user.email],
    idp: user.idp,
    // Present, and true, only right after a sign-up.
    newUser: newUser || undefined,
  };
  return Object.fromEntries(policy.claims.map((name) => [name, known[name]]));
}
