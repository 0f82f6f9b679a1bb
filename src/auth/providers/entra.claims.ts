import type { TokenFault } from '../refusals/index.js';
import { asGuid, guidsIn } from './guid.js';
import type { JsonObject } from './provider-rules.js';

// Claims that Entra ID and External ID have in common: the v2 access token.
// https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference

/** The tenant that every personal Microsoft account belongs to. */
export const consumerTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** `tid` in lower case, if it is a GUID. */
export function tenantIn({ tid }: JsonObject): string | undefined {
  return asGuid(tid);
}

/**
 * An API whose registration does not ask for v2 gets tokens of another issuer and audience. Told
 * apart from every other wrong issuer, since it is the commonest mistake and easy to fix.
 */
export function v1Fault({ ver }: JsonObject): TokenFault | undefined {
  return ver === '1.0' ? 'v1_token' : undefined;
}

/**
 * Whether an account is a guest: `acct` says so where the registration asks for it; else `idp`, which
 * names the home of an account that is not this tenant's. Anything unknown counts as a guest.
 */
export function isGuest(claims: JsonObject): boolean {
  const { acct, idp } = claims;
  if (acct !== undefined) {
    return acct !== 0;
  }
  if (idp === undefined) {
    return false;
  }
  if (typeof idp !== 'string') {
    return true;
  }
  const home = idp === 'live.com' ? consumerTenant : guidsIn(idp)[0];
  return home !== tenantIn(claims);
}

/** Claims that only a sign-in of a person brings. */
const personal = [
  'scp',
  'name',
  'given_name',
  'family_name',
  'nickname',
  'email',
  'emails',
  'verified_primary_email',
  'preferred_username',
  'upn',
  'unique_name',
  'login_hint',
  'onprem_sid',
  'ipaddr',
  'acct',
  'auth_time',
  'nonce',
  'amr',
  'acr',
  'sid',
  'puid',
  'altsecid',
  'ctry',
  'tenant_ctry',
  'groups',
  'hasgroups',
  '_claim_names',
  'wids',
];

/**
 * What an application may do in its own name: its `roles`, if it calls for itself.
 *
 * `idtyp` says so where the registration asks for that optional claim. Where it is missing, three
 * things together leave no doubt: `sub` equals `oid` (of a person, `sub` is made for one application
 * and differs), the client proved itself with a secret or certificate (`azpacr`), and not one claim of
 * a sign-in is there. https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
export function appPermissions(claims: JsonObject): readonly string[] | undefined {
  const { idtyp, roles } = claims;
  if (idtyp === undefined ? !looksAppOnly(claims) : idtyp !== 'app') {
    return undefined;
  }
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

function looksAppOnly(claims: JsonObject): boolean {
  const { sub, oid, azpacr } = claims;
  const proved = azpacr === '1' || azpacr === '2';
  return (
    typeof oid === 'string' && sub === oid && proved && personal.every((name) => !(name in claims))
  );
}
