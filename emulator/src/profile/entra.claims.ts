import { createHash } from 'node:crypto';
import { findApplication, type Config } from '../config/index.js';
import type { User } from '../users/index.js';
import { halfHash, present } from './claim-values.js';
import type { AccessTokenFacts, AppTokenFacts, Claims, IdTokenFacts } from './profile.js';

// https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference

type IssuerOf = (tenant: string) => string;

/** Claims of a v2 access token for a person. */
export function accessTokenClaims(
  config: Config,
  issuerOf: IssuerOf,
  facts: AccessTokenFacts,
): Claims {
  const { policy, user, clientId, issuedAt } = facts;
  const tenant = tenantOf(config, user);
  const confidential = (findApplication(config, clientId)?.secrets.length ?? 0) > 0;
  return present({
    aud: facts.audience,
    iss: issuerOf(tenant),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + policy.lifetimes.accessTokenMinutes * 60,
    acct: user.guest ? 1 : 0,
    azp: clientId,
    azpacr: confidential ? '1' : '0',
    idp: user.idp,
    name: user.attributes['name'],
    oid: user.id,
    preferred_username: user.email,
    roles: user.roles.length > 0 ? user.roles : undefined,
    scp: facts.scopes.length > 0 ? facts.scopes.join(' ') : undefined,
    sub: pairwise(user, facts.audience),
    tid: tenant,
    ver: '2.0',
    ...(user.groupOverage && groupOverage(tenant, user)),
  });
}

/** Claims of a v2 ID token. */
export function idTokenClaims(config: Config, issuerOf: IssuerOf, facts: IdTokenFacts): Claims {
  const { policy, user, clientId, issuedAt } = facts;
  const tenant = tenantOf(config, user);
  return present({
    aud: clientId,
    iss: issuerOf(tenant),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + policy.lifetimes.idTokenMinutes * 60,
    name: user.attributes['name'],
    nonce: facts.nonce,
    oid: user.id,
    preferred_username: user.email,
    roles: user.roles.length > 0 ? user.roles : undefined,
    sub: pairwise(user, clientId),
    tid: tenant,
    ver: '2.0',
    at_hash: halfHash(facts.accessToken),
    c_hash: halfHash(facts.code),
  });
}

/** Claims of a v2 token for an application itself, with the optional claim that says so. */
export function appTokenClaims(config: Config, issuerOf: IssuerOf, facts: AppTokenFacts): Claims {
  const { policy, issuedAt } = facts;
  return {
    aud: facts.audience,
    iss: issuerOf(config.tenant.id),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + policy.lifetimes.accessTokenMinutes * 60,
    azp: facts.clientId,
    azpacr: '1',
    idtyp: 'app',
    oid: facts.servicePrincipalId,
    roles: facts.roles,
    // The same as oid: of a person, sub is made for one application and differs.
    sub: facts.servicePrincipalId,
    tid: config.tenant.id,
    ver: '2.0',
  };
}

/** The tenant whose tokens a person gets. */
export function tenantOf(config: Config, { tenantId }: User): string {
  return tenantId ?? config.tenant.id;
}

/** Another value in each application: 43 characters of base64url, as real ones have. */
function pairwise({ id }: User, audience: string): string {
  return createHash('sha256').update(`${id} ${audience}`).digest('base64url');
}

/** Instead of more than 200 groups, a pointer to Microsoft Graph. */
function groupOverage(tenant: string, { id }: User): Claims {
  const endpoint = `https://graph.windows.net/${tenant}/users/${id}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}
