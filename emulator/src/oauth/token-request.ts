import type { Policy } from '../config/index.js';
import type { Authorization, Presented, Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';
import type { Caller } from './client-authentication.js';
import { refusals } from './refusals.js';

/** A request to the token endpoint, whatever the grant. */
export interface TokenRequest {
  policy: Policy;
  caller: Caller;
  form: URLSearchParams;
}

/** The grant behind a presented code or refresh token. */
export function acceptGrant<T>(presented: Presented<T>, now: number): T {
  switch (presented.state) {
    case 'valid':
      return presented.grant;
    case 'expired':
      throw refusals.grantExpired(
        ...([now, presented.issuedAt, presented.expiresAt].map(String) as [string, string, string]),
      );
    case 'used':
      throw refusals.grantRevoked();
    case 'unknown':
      throw refusals.grantUnknown();
  }
}

/** A grant is good for the policy and the client it was given to. */
export function checkOwner({ policy, caller }: TokenRequest, authorization: Authorization): void {
  const given = authorization.policy.id;
  if (given !== policy.id) throw refusals.grantOfAnother(given, policy.id);
  const [actual, expected] = [authorization.client.clientId, caller.client.clientId];
  if (actual !== expected) throw refusals.grantOfAnother(actual, expected);
}

/** The person behind a grant, if they still have an account. */
export function requireUser(tenant: Tenant, { userId }: Authorization): User {
  const user = tenant.users.findById(userId);
  if (!user) throw refusals.accountGone();
  return user;
}

/** MSAL asks for `client_info` with every token. */
export function wantsClientInfo(form: URLSearchParams): boolean {
  return form.get('client_info') === '1';
}
