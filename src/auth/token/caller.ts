import type { IdentityProvider, JsonObject } from '../providers/index.js';
import { clientOf } from './access-token.checks.js';

/** Who is calling, as a verified access token says. */
export interface Caller {
  /** The token's `sub`, or `oid` where there is no `sub`. */
  readonly subject: string;
  /** The object id in the directory, where the token carries one. */
  readonly objectId: string | null;
  readonly tenant: string;
  /** For display only; people choose and change their names. */
  readonly name: string | null;
  /** For display only; an address can pass from one person to another. */
  readonly emails: readonly string[];
  /** Short names of the delegated scopes that were granted. */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** What the caller may do in its own name, where it is an application and not a person. */
  readonly appPermissions: readonly string[];
  /** Whether an application calls for itself, with no person behind it. */
  readonly isApp: boolean;
  /** Object ids of the person's groups, as far as the token names them. */
  readonly groups: readonly string[];
  /** Whether the person is in more groups than a token holds: then it names none of them. */
  readonly groupOverage: boolean;
  /** The client id of the application that the token was issued to. */
  readonly client: string | null;
  /** The name of the identity provider that issued the token. */
  readonly provider: string;
  /** The user flow that the person signed in with. */
  readonly policy: string | null;
  /** When the token expires, in seconds since 1970. */
  readonly expiresAt: number;
}

const none: readonly string[] = Object.freeze([]);

/** What identifies a caller for good: never an e-mail address or a name. */
export function ownerKey({ tenant, objectId, subject }: Caller): string {
  return ownerKeyIn(tenant, objectId ?? subject);
}

/** The same for anybody in a tenant, by object id, or by subject where tokens carry no object id. */
export function ownerKeyIn(tenant: string, id: string): string {
  return `${tenant}|${id}`;
}

/**
 * Reads the claims of a token that has passed every check.
 *
 * @param claims of the payload that the signature was verified over
 */
export function callerOf(claims: JsonObject, provider: IdentityProvider): Caller {
  const objectId = text(claims['oid']);
  const appPermissions = provider.appPermissionsOf(claims);
  return Object.freeze({
    subject: text(claims['sub']) ?? objectId ?? '',
    objectId,
    tenant: provider.tenantOf(claims),
    name: text(claims['name']),
    emails: emailsOf(claims),
    scopes: scopesOf(claims),
    roles: texts(claims['roles']),
    appPermissions: appPermissions ? Object.freeze(appPermissions) : none,
    isApp: appPermissions !== undefined,
    groups: texts(claims['groups']),
    groupOverage: hasGroupOverage(claims),
    client: clientOf(claims),
    provider: provider.name,
    policy: provider.policyOf(claims),
    expiresAt: Number(claims['exp']),
  });
}

/** B2C sends `emails`, a list; other providers send `email`. */
function emailsOf({ emails, email }: JsonObject): readonly string[] {
  if (emails !== undefined) {
    return texts(emails);
  }
  return email === undefined ? none : texts([email]);
}

/**
 * Above 200 groups a token points to Microsoft Graph instead of naming them.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim
 */
function hasGroupOverage({ _claim_names: names, hasgroups }: JsonObject): boolean {
  return hasgroups === true || (typeof names === 'object' && names !== null && 'groups' in names);
}

/** RFC 6749 section 3.3: names separated by a space. Anything but a text grants nothing. */
function scopesOf({ scp }: JsonObject): readonly string[] {
  return typeof scp === 'string' ? Object.freeze(scp.split(' ').filter(Boolean)) : none;
}

function text(claim: unknown): string | null {
  return isText(claim) ? claim : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function texts(claim: unknown): readonly string[] {
  if (!Array.isArray(claim) || claim.length === 0) {
    return none;
  }
  return Object.freeze(claim.every(isText) ? claim : claim.filter(isText));
}
