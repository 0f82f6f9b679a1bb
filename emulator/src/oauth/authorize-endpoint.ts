import type { Place } from '../profile/index.js';
import { beginInteraction, finishInteraction } from '../flows/index.js';
import { errorPage } from '../pages/error.page.js';
import type { Answer } from '../server/answer.js';
import { emulatorCookie } from '../server/cookies.js';
import { readForm, type EmulatorRequest } from '../server/emulator-request.js';
import type { Interaction, Tenant } from '../tenant/index.js';
import {
  readAuthorizeRequest,
  readReturnAddress,
  type AuthorizeRequest,
} from './authorize-request.js';
import { refusalAnswer } from './authorize-response.js';
import { ProtocolError } from './protocol-error.js';
import { refusals } from './refusals.js';

/** `GET` or `POST …/oauth2/v2.0/authorize`. */
export async function authorizeEndpoint(
  tenant: Tenant,
  place: Place,
  request: EmulatorRequest,
): Promise<Answer> {
  const params = new URLSearchParams([...request.query, ...(await readForm(request))]);
  try {
    const to = readReturnAddress(tenant.config, params);
    try {
      const wanted = readAuthorizeRequest(tenant.config, to, params);
      return await proceed(tenant, place, request, wanted);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return refusalAnswer(tenant, to, error);
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return errorPage(tenant.writeRefusal(error));
  }
}

function proceed(
  tenant: Tenant,
  { policy }: Place,
  request: EmulatorRequest,
  wanted: AuthorizeRequest,
): Answer | Promise<Answer> {
  const signedIn = wanted.prompt === 'login' ? undefined : whoIsSignedIn(tenant, request);
  // Only signing in can be answered by a session alone; the other flows are about what the person
  // does on the page. prompt=consent and select_account change nothing for local accounts.
  if (policy.kind === 'sign-up-sign-in' && signedIn)
    return finishInteraction(tenant, { policy, wanted, ...signedIn });
  if (wanted.prompt === 'none') throw refusals.noSession();
  return beginInteraction(tenant, request, { policy, wanted, signedIn });
}

function whoIsSignedIn(tenant: Tenant, request: EmulatorRequest): Interaction['signedIn'] {
  const session = tenant.sessions.find(emulatorCookie(request, 'sso'));
  const user = session && tenant.users.findById(session.userId);
  return user && { user, authTime: session.authTime };
}
