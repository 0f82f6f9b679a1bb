import type { AccountInfo } from '@azure/msal-browser';

/**
 * Whether two accounts are of one person. Every user flow has an account of its own for the same
 * person, and MSAL's ids carry the name of the flow: only the claims tell.
 */
export function isSamePerson(one: Account, other: Account): boolean {
  return personOf(one) === personOf(other);
}

type Account = Pick<AccountInfo, 'idTokenClaims'>;

/** Both are the object id with B2C, except where a tenant has `sub` say that it is not supported. */
const personOf = ({ idTokenClaims }: Account) => idTokenClaims?.oid ?? idTokenClaims?.sub;
