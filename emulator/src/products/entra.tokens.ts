import { createHash } from 'node:crypto';
import { type Config, findApplication } from '../config/index.js';
import type { Claims } from '../keys/index.js';
import type { User } from '../users/index.js';
import { definedOnly, encodeJson, leftHalfHash } from './claim-values.js';
import type {
  AccessTokenParams,
  AppTokenParams,
  IdTokenParams,
  TokenResponseParams,
} from './product.js';

// https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference

type IssuerOf = (tenant: string) => string;

/** Claims of a v2 access token for a person. */
export function accessTokenClaims(
  config: Config,
  issuerOf: IssuerOf,
  facts: AccessTokenParams,
): Claims {
  const { policy, user, clientId, issuedAt } = facts;
  const tenant = tenantOf(config, user);
  const confidential = (findApplication(config, clientId)?.secrets.length ?? 0) > 0;
  return definedOnly({
    aud: facts.audience,
    iss: issuerOf(tenant),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + policy.lifetimes.accessTokenMinutes * 60,
    acct: user.guest ? 1 : 0,
    acrs: nonEmpty(facts.authContexts),
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
    xms_cc: nonEmpty(facts.capabilities),
    ...(user.groupOverage && groupOverage(tenant, user)),
    ...optionalClaims(config, facts.audience, user),
  });
}

/** Claims of a v2 ID token. */
export function idTokenClaims(config: Config, issuerOf: IssuerOf, facts: IdTokenParams): Claims {
  const { policy, user, clientId, issuedAt } = facts;
  const tenant = tenantOf(config, user);
  return definedOnly({
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
    at_hash: leftHalfHash(facts.accessToken),
    c_hash: leftHalfHash(facts.code),
    ...optionalClaims(config, clientId, user),
  });
}

/** Claims of a v2 token for an application itself, with the optional claim `idtyp`. */
export function appTokenClaims(config: Config, issuerOf: IssuerOf, facts: AppTokenParams): Claims {
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
    // For an application sub equals oid; for a user it is pairwise.
    sub: facts.servicePrincipalId,
    tid: config.tenant.id,
    ver: '2.0',
  };
}

/**
 * Claims that the registration of the audience adds from user attributes. External ID has `email`, too,
 * as B2C has `emails`. https://learn.microsoft.com/entra/identity-platform/optional-claims
 */
function optionalClaims(config: Config, audience: string, { attributes, email }: User): Claims {
  const configured = Object.entries(findApplication(config, audience)?.optionalClaims ?? {});
  return {
    ...(config.provider === 'external-id' && { email }),
    ...Object.fromEntries(configured.map(([claim, attribute]) => [claim, attributes[attribute]])),
  };
}

function nonEmpty(values: readonly string[] = []): readonly string[] | undefined {
  return values.length > 0 ? values : undefined;
}

/** The tenant that issues a user's tokens. */
export function tenantOf(config: Config, { tenantId }: User): string {
  return tenantId ?? config.tenant.id;
}

/** Pairwise subject: differs between applications; 43 characters of base64url like real ones. */
function pairwise({ id }: User, audience: string): string {
  return createHash('sha256').update(`${id} ${audience}`).digest('base64url');
}

/** Claims that replace `groups` for a user in more than 200 groups. */
function groupOverage(tenant: string, { id }: User): Claims {
  const endpoint = `https://graph.windows.net/${tenant}/users/${id}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}

/**
 * The JSON of a token response, with Entra ID's fields.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
 */
export function tokenResponse(
  config: Config,
  { policy, accessToken, person }: TokenResponseParams,
): Record<string, unknown> {
  const seconds = policy.lifetimes.accessTokenMinutes * 60;
  return {
    token_type: 'Bearer',
    ...(person && { scope: person.scope }),
    // No documented difference from expires_in.
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
      client_info: encodeJson({ uid: person.user.id, utid: tenantOf(config, person.user) }),
    }),
  };
}
