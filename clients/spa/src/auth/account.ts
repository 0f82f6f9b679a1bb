import type { AccountInfo } from '@azure/msal-browser';

type Account = Pick<AccountInfo, 'idTokenClaims'>;

/**
 * Whether two accounts belong to one person. MSAL keeps an account per user flow, and its account ids
 * contain the name of the flow: only the claims tell.
 */
export function isSamePerson(one: Account, other: Account): boolean {
  return subjectOf(one) === subjectOf(other);
}

/** Whether an account comes from a user flow; B2C compares the names whatever their case. */
export function isOfUserFlow({ idTokenClaims }: Account, policy: string): boolean {
  const flow = idTokenClaims?.['tfp'] ?? idTokenClaims?.acr;
  return String(flow).toLowerCase() === policy.toLowerCase();
}

/** With B2C both are the object id, except where a tenant has `sub` say that it is not supported. */
const subjectOf = ({ idTokenClaims }: Account) => idTokenClaims?.oid ?? idTokenClaims?.sub;
