import { randomBytes } from 'node:crypto';
import type { Policy } from '../config/index.js';
import {
  type EmulatorRequest,
  type EmulatorResponse,
  readEmulatorCookie,
  redirect,
  setCookie,
  withCookie,
} from '../http/index.js';
import { authorizationErrorResponse, authorizationResponse } from '../oauth/index.js';
import { journeyPath, stepPath } from '../pages/index.js';
import { type AuthorizeRequest, type ProtocolError, protocolErrors } from '../protocol/index.js';
import { userJourneySeconds, type Tenant, type UserJourney } from '../tenant/index.js';
import type { User } from '../users/index.js';

/**
 * Starts a user journey and redirects the browser to its first step. The cookie that binds the journey to
 * its browser is sent to its own steps only, so that tabs opened at the same moment do not lose theirs.
 */
export function startUserJourney(
  tenant: Tenant,
  request: EmulatorRequest,
  start: Pick<UserJourney, 'policy' | 'authorizeRequest' | 'signedIn'>,
): EmulatorResponse {
  const browser = randomBytes(24).toString('base64url');
  const journey = tenant.journeys.start({ ...start, browser });
  return withCookie(
    redirect(stepPath(journey, firstStep(start.policy, start.signedIn))),
    setCookie(request, 'journey', browser, {
      path: journeyPath(journey),
      maxAgeSeconds: userJourneySeconds,
    }),
  );
}

/** The first step of a policy.
 *
 * @throws ProtocolError for a policy without pages
 */
function firstStep({ kind }: Policy, signedIn: UserJourney['signedIn']): string {
  switch (kind) {
    case 'sign-up-sign-in':
      return 'sign-in';
    case 'edit-profile':
      return signedIn ? 'profile' : 'sign-in';
    case 'reset-password':
      return 'reset-password';
    case 'ropc':
      throw protocolErrors.responseTypeUnsupported('code');
  }
}

interface Outcome {
  readonly policy: Policy;
  readonly authorizeRequest: AuthorizeRequest;
  readonly user: User;
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly newUser?: boolean;
  /** Without a page, by the session of an earlier sign-in. */
  readonly silent?: boolean;
}

/** The last step is done: sends the authorization response to the client. */
export function completeUserJourney(
  tenant: Tenant,
  { policy, authorizeRequest, user, authTime, newUser = false, silent = false }: Outcome,
): Promise<EmulatorResponse> {
  const authorization = {
    policy,
    client: authorizeRequest.client,
    platform: authorizeRequest.platform,
    userId: user.id,
    scopes: authorizeRequest.scopes,
    nonce: authorizeRequest.nonce,
    authTime,
    newUser,
    authContexts: authorizeRequest.requestedClaims.authContexts,
    capabilities: authorizeRequest.requestedClaims.capabilities,
  };
  tenant.activity.record({
    kind: 'sign-in',
    email: user.email,
    clientId: authorizeRequest.client.clientId,
    policy: policy.id,
    silent,
    newUser,
  });
  return authorizationResponse(tenant, authorizeRequest, authorization, user);
}

/** Like `completeUserJourney` for a user who has just authenticated: also starts a browser session. */
export async function completeWithSignIn(
  tenant: Tenant,
  request: EmulatorRequest,
  journey: UserJourney,
  user: User,
  newUser = false,
): Promise<EmulatorResponse> {
  const { policy, authorizeRequest } = journey;
  const authTime = tenant.seconds();
  tenant.journeys.end(journey);
  const response = await completeUserJourney(tenant, {
    policy,
    authorizeRequest,
    user,
    authTime,
    newUser,
  });
  return signIn(tenant, request, policy, user, authTime, response);
}

/** Starts a browser session and adds its cookie to a response. */
export function signIn(
  tenant: Tenant,
  request: EmulatorRequest,
  policy: Policy,
  user: User,
  authTime: number,
  response: EmulatorResponse,
): EmulatorResponse {
  // A new session id at every sign-in prevents session fixation.
  tenant.sessions.end(readEmulatorCookie(request, tenant.sessionCookie));
  const session = { userId: user.id, authTime };
  const cookie = tenant.sessions.start(session, policy.lifetimes.sessionMinutes);
  return withCookie(response, setCookie(request, tenant.sessionCookie, cookie));
}

/** Ends a journey that the user left; the client gets the error. */
export function completeWithError(
  tenant: Tenant,
  journey: UserJourney,
  protocolError: ProtocolError,
): EmulatorResponse {
  tenant.journeys.end(journey);
  return authorizationErrorResponse(tenant, journey.authorizeRequest, protocolError);
}
