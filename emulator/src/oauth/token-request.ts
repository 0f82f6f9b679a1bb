import type { Policy } from '../config/index.js';
import { type ClientAuthentication, protocolErrors } from '../protocol/index.js';
import type { Authorization, PresentedGrant, Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';

/** A request to the token endpoint, whatever the grant. */
export interface TokenRequest {
  readonly policy: Policy;
  readonly caller: ClientAuthentication;
  readonly form: URLSearchParams;
}

/** The grant of a valid code or refresh token.
 *
 * @throws ProtocolError when it is unknown, used or expired
 */
export function requireGrant<T>(presented: PresentedGrant<T>, now: number): T {
  switch (presented.state) {
    case 'valid':
      return presented.grant;
    case 'expired':
      throw protocolErrors.grantExpired(
        ...([now, presented.issuedAt, presented.expiresAt].map(String) as [string, string, string]),
      );
    case 'used':
      throw protocolErrors.grantRevoked();
    case 'unknown':
      throw protocolErrors.grantUnknown();
  }
}

/** Checks that a grant is used with the policy and by the client that it was issued to. */
export function checkIssuedTo(
  { policy, caller }: TokenRequest,
  authorization: Authorization,
): void {
  const given = authorization.policy.id;
  if (given !== policy.id) {
    throw protocolErrors.grantOfAnother(given, policy.id);
  }
  const [actual, expected] = [authorization.client.clientId, caller.client.clientId];
  if (actual !== expected) {
    throw protocolErrors.grantOfAnother(actual, expected);
  }
}

/** The user of a grant, if the account still exists. */
export function requireUser(tenant: Tenant, { userId }: Authorization): User {
  const user = tenant.users.findById(userId);
  if (!user) {
    throw protocolErrors.accountGone();
  }
  return user;
}

/** MSAL asks for `client_info` with every token. */
export function wantsClientInfo(form: URLSearchParams): boolean {
  return form.get('client_info') === '1';
}
