import { type EmulatorResponse, redirect, withHeaders } from '../http/index.js';
import { formPostPage } from '../pages/index.js';
import {
  type AuthorizeRequest,
  hintHeaders,
  type ProtocolError,
  type ResponseTarget,
  writeScopes,
} from '../protocol/index.js';
import type { Authorization, Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';
import { accessTokenFor, idTokenFor } from './token-response.js';

// About what B2C gives: https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow
const codeLifetime = 10 * 60_000;

/** The successful authorization response: a code, tokens, or both. */
export async function authorizationResponse(
  tenant: Tenant,
  authorizeRequest: AuthorizeRequest,
  authorization: Authorization,
  user: User,
): Promise<EmulatorResponse> {
  const { types, redirectUri, challenge, scopes } = authorizeRequest;
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
  return sendToClient(authorizeRequest, {
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

/** The error response of the authorize endpoint: RFC 6749 section 4.1.2.1. */
export function authorizationErrorResponse(
  tenant: Tenant,
  to: ResponseTarget,
  protocolError: ProtocolError,
): EmulatorResponse {
  const { error, description, hint } = tenant.errorResponse(protocolError);
  const response = sendToClient(to, { error, error_description: description });
  return withHeaders(response, hintHeaders(hint));
}

/** Sends parameters to the client by its response mode. */
function sendToClient(
  to: ResponseTarget,
  values: Record<string, string | undefined>,
): EmulatorResponse {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ state: to.state, ...values })) {
    if (value !== undefined) {
      params.set(name, value);
    }
  }
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
