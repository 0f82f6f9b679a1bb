import type { Policy } from '../config/index.js';
import {
  type EmulatorRequest,
  type EmulatorResponse,
  readEmulatorCookie,
  readForm,
} from '../http/index.js';
import { authorizationErrorResponse } from '../oauth/index.js';
import { errorPage } from '../pages/index.js';
import type { EndpointAddress } from '../products/index.js';
import {
  type AuthorizeRequest,
  ProtocolError,
  protocolErrors,
  readAuthorizeRequest,
  readResponseTarget,
  UnregisteredRedirectUriError,
} from '../protocol/index.js';
import type { Tenant, UserJourney } from '../tenant/index.js';
import { completeUserJourney, startUserJourney } from '../user-flows/index.js';

/** `GET` or `POST …/oauth2/v2.0/authorize`. */
export async function authorizeEndpoint(
  tenant: Tenant,
  address: EndpointAddress,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const params = new URLSearchParams([...request.query, ...(await readForm(request))]);
  try {
    const to = readResponseTarget(tenant.config, params);
    try {
      const authorizeRequest = readAuthorizeRequest(tenant.config, to, params);
      return await answerAuthorizeRequest(tenant, address.policy, request, authorizeRequest);
    } catch (error) {
      if (!(error instanceof ProtocolError)) {
        throw error;
      }
      return authorizationErrorResponse(tenant, to, error);
    }
  } catch (error) {
    if (error instanceof UnregisteredRedirectUriError) {
      return redirectUriMismatch(tenant, error);
    }
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    return errorPage(tenant.errorResponse(error));
  }
}

function redirectUriMismatch(
  tenant: Tenant,
  { registered, protocolError }: UnregisteredRedirectUriError,
): EmulatorResponse {
  return registered && tenant.product.reportsToRegisteredUri
    ? authorizationErrorResponse(tenant, registered, protocolError)
    : errorPage(tenant.errorResponse(protocolError));
}

/**
 * Answers a valid authorization request: from the session of the browser, or with a user journey.
 *
 * @throws ProtocolError where nobody is signed in and no page may be shown
 */
export function answerAuthorizeRequest(
  tenant: Tenant,
  policy: Policy,
  request: EmulatorRequest,
  authorizeRequest: AuthorizeRequest,
): EmulatorResponse | Promise<EmulatorResponse> {
  // An authentication context is satisfied by signing in again: the step-up of a claims challenge.
  const again =
    authorizeRequest.prompt === 'login' || authorizeRequest.requestedClaims.authContexts.length > 0;
  const signedIn = again ? undefined : whoIsSignedIn(tenant, request);
  // A session completes a sign-in without a page; the other policies always show one.
  // prompt=consent and select_account have no effect for local accounts.
  if (policy.kind === 'sign-up-sign-in' && signedIn) {
    return completeUserJourney(tenant, {
      policy,
      authorizeRequest,
      silent: true,
      ...signedIn,
    });
  }
  if (authorizeRequest.prompt === 'none') {
    throw protocolErrors.noSession();
  }
  return startUserJourney(tenant, request, { policy, authorizeRequest, signedIn });
}

/** Who is signed in to a tenant with this browser. */
export function whoIsSignedIn(tenant: Tenant, request: EmulatorRequest): UserJourney['signedIn'] {
  const session = tenant.sessions.find(readEmulatorCookie(request, tenant.sessionCookie));
  const user = session && tenant.users.findById(session.userId);
  return user && { user, authTime: session.authTime };
}
