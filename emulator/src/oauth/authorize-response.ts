import type { Authorization, Tenant } from '../tenant/index.js';
import { redirect, type Answer } from '../server/answer.js';
import { formPostPage } from '../pages/form-post.page.js';
import type { User } from '../users/index.js';
import type { AuthorizeRequest, ReturnAddress } from './authorize-request.js';
import type { ProtocolError } from './protocol-error.js';
import { accessTokenFor, idTokenFor } from './token-response.js';
import { writeScopes } from './requested-scopes.js';

// About what B2C gives: https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow
const codeLifetime = 10 * 60_000;

/** What the client gets for its request: a code, tokens, or both. */
export async function grantAnswer(
  tenant: Tenant,
  wanted: AuthorizeRequest,
  authorization: Authorization,
  user: User,
): Promise<Answer> {
  const { types, redirectUri, challenge, scopes } = wanted;
  const issuedAt = tenant.seconds();
  const code = types.has('code')
    ? tenant.codes.issue({ authorization, redirectUri, challenge }, tenant.now() + codeLifetime)
    : undefined;
  const accessToken = types.has('token')
    ? await accessTokenFor(tenant, authorization, user, issuedAt)
    : undefined;
  const idToken = types.has('id_token')
    ? await idTokenFor(tenant, authorization, user, { issuedAt, accessToken, code })
    : undefined;
  return returnTo(wanted, {
    code,
    access_token: accessToken,
    ...(accessToken && {
      token_type: 'Bearer',
      expires_in: String(authorization.policy.lifetimes.accessTokenMinutes * 60),
      scope: writeScopes(tenant.config, scopes),
    }),
    id_token: idToken,
  });
}

/** Tells the client what went wrong. */
export function refusalAnswer(tenant: Tenant, to: ReturnAddress, refusal: ProtocolError): Answer {
  const { error, description } = tenant.writeRefusal(refusal);
  return returnTo(to, { error, error_description: description });
}

/** Sends parameters to the client in the way it asked for. */
function returnTo(to: ReturnAddress, values: Record<string, string | undefined>): Answer {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ state: to.state, ...values }))
    if (value !== undefined) params.set(name, value);
  switch (to.mode) {
    case 'form_post':
      return formPostPage(to.redirectUri, params);
    case 'fragment':
      return redirect(`${to.redirectUri}#${params.toString()}`);
    case 'query':
      return redirect(
        `${to.redirectUri}${to.redirectUri.includes('?') ? '&' : '?'}${params.toString()}`,
      );
  }
}
