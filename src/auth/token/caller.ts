import type { Caller } from '../caller.interface.js';
import { asGuid, clientOf, type ProviderRules, type JsonObject } from '../providers/index.js';

/** Where people were before, and the claim that holds the object id that they had there. */
export interface FormerOwner {
  readonly tenantId: string;
  readonly claim: string;
}

const none: readonly string[] = Object.freeze([]);

/** What identifies a caller for good: never an e-mail address or a name. */
export function ownerKey({ owner }: Pick<Caller, 'owner'>): string {
  return owner;
}

/** The same for anybody in a tenant, by object id, or by subject where tokens carry no object id. */
export function ownerKeyIn(tenant: string, id: string): string {
  return `${tenant}|${id}`;
}

/** Who a token is about: `oid` or `sub`, or both. */
interface Identity {
  readonly objectId: string | undefined;
  readonly subject: string | undefined;
}

/** Old policies of B2C write this into the `sub` of everybody. */
const placeholder = /^not supported currently\b/i;
const nilGuid = '00000000-0000-0000-0000-000000000000';

/**
 * Who a token is about, or undefined where it does not say or where one of the claims is not usable. A
 * value that is the same for everybody says nothing.
 */
export function identityIn({ oid, sub }: JsonObject): Identity | undefined {
  if ([oid, sub].some((claim) => claim !== undefined && !isIdentifier(claim))) {
    return undefined;
  }
  const [objectId, subject] = [oid, sub].map((claim) =>
    typeof claim === 'string' && !isForEverybody(claim) ? claim : undefined,
  );
  return objectId === undefined && subject === undefined ? undefined : { objectId, subject };
}

function isForEverybody(value: string): boolean {
  return placeholder.test(value.trim()) || value === nilGuid;
}

/**
 * OpenID Connect Core section 2 limits `sub` to 255 characters. Control characters and lone
 * surrogates have no place in it and cannot be stored faithfully; blanks alone are no name.
 */
function isIdentifier(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim().length > 0 &&
    value.length <= 255 &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}

/** What somebody owned before, if the claim for that holds a GUID. */
export function formerOwnerIn(
  claims: JsonObject,
  { tenantId, claim }: FormerOwner,
): string | undefined {
  const objectId = asGuid(claims[claim]);
  return objectId === undefined || objectId === nilGuid
    ? undefined
    : ownerKeyIn(tenantId, objectId);
}

/**
 * Reads the claims of a token that has passed every check.
 *
 * @param claims of the payload that the signature was verified over
 */
export function callerOf(
  claims: JsonObject,
  {
    provider,
    formerOwner,
    customClaims,
  }: {
    readonly provider: ProviderRules;
    readonly formerOwner?: FormerOwner | undefined;
    readonly customClaims?: ((claims: JsonObject) => unknown) | undefined;
  },
): Caller {
  const { objectId, subject } = identityIn(claims) ?? {};
  const appPermissions = provider.appPermissionsOf(claims);
  const tenant = provider.tenantOf(claims);
  const owner = formerOwner && formerOwnerIn(claims, formerOwner);
  return Object.freeze({
    subject: subject ?? objectId ?? '',
    objectId: objectId ?? null,
    tenant,
    name: text(claims['name']),
    emails: emailsOf(claims),
    scopes: grantedScopes(claims),
    roles: texts(claims['roles']),
    appPermissions: appPermissions ? Object.freeze(appPermissions) : none,
    isApp: appPermissions !== undefined,
    groups: texts(claims['groups']),
    groupOverage: hasGroupOverage(claims),
    client: clientOf(claims),
    provider: provider.name,
    policy: provider.policyOf(claims),
    expiresAt: Number(claims['exp']),
    authContexts: textOrTexts(claims['acrs']),
    canAnswerClaimsChallenge: textOrTexts(claims['xms_cc']).includes('cp1'),
    owner: owner ?? ownerKeyIn(tenant, objectId ?? subject ?? ''),
    custom: customClaims?.(claims),
  });
}

/** B2C sends `emails`, a list; other providers send `email`. Custom policies turn either into the other. */
function emailsOf({ emails, email }: JsonObject): readonly string[] {
  const lists = [emails, email].map(textOrTexts);
  return lists.find(({ length }) => length > 0) ?? none;
}

/**
 * Above 200 groups a token points to Microsoft Graph instead of naming them.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim
 */
function hasGroupOverage({ _claim_names: names, hasgroups }: JsonObject): boolean {
  return hasgroups === true || (typeof names === 'object' && names !== null && 'groups' in names);
}

/** RFC 6749 section 3.3: names separated by a space. Anything but a text grants nothing. */
export function grantedScopes({ scp }: JsonObject): readonly string[] {
  return typeof scp === 'string' ? Object.freeze(scp.split(' ').filter(Boolean)) : none;
}

function text(claim: unknown): string | null {
  return isText(claim) ? claim : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** A claim that is a list, or a text where it would have one member. */
function textOrTexts(claim: unknown): readonly string[] {
  return texts(isText(claim) ? [claim] : claim);
}

function texts(claim: unknown): readonly string[] {
  const found = Array.isArray(claim) ? claim.filter(isText) : none;
  return found.length > 0 ? Object.freeze(found) : none;
}
