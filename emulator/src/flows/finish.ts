import type { Policy } from '../config/index.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import { grantAnswer, refusalAnswer } from '../oauth/authorize-response.js';
import type { ProtocolError } from '../oauth/protocol-error.js';
import { withCookie, type Answer } from '../server/answer.js';
import { emulatorCookie, setCookie } from '../server/cookies.js';
import type { EmulatorRequest } from '../server/emulator-request.js';
import type { Interaction, Tenant } from '../tenant/index.js';
import type { User } from '../users/index.js';

interface Outcome {
  policy: Policy;
  wanted: AuthorizeRequest;
  user: User;
  /** Seconds since the epoch. */
  authTime: number;
  newUser?: boolean;
}

/** The person did what the policy asks: the client gets its answer. */
export function finish(
  tenant: Tenant,
  { policy, wanted, user, authTime, newUser = false }: Outcome,
): Promise<Answer> {
  const authorization = {
    policy,
    client: wanted.client,
    platform: wanted.platform,
    userId: user.id,
    scopes: wanted.scopes,
    nonce: wanted.nonce,
    authTime,
    newUser,
  };
  return grantAnswer(tenant, wanted, authorization, user);
}

/** As `finish`, for somebody who just proved who they are: also signs the browser in. */
export async function finishSignedIn(
  tenant: Tenant,
  request: EmulatorRequest,
  interaction: Interaction,
  user: User,
  newUser = false,
): Promise<Answer> {
  const { policy, wanted } = interaction;
  const authTime = tenant.seconds();
  tenant.interactions.end(interaction);
  const answer = await finish(tenant, { policy, wanted, user, authTime, newUser });
  return signIn(tenant, request, policy, user, authTime, answer);
}

/** Starts a browser session next to an answer. */
export function signIn(
  tenant: Tenant,
  request: EmulatorRequest,
  policy: Policy,
  user: User,
  authTime: number,
  answer: Answer,
): Answer {
  // A new cookie at every sign-in, so that one known beforehand is worth nothing.
  tenant.sessions.end(emulatorCookie(request, 'sso'));
  const session = { userId: user.id, authTime };
  const cookie = tenant.sessions.start(session, policy.lifetimes.sessionMinutes);
  return withCookie(answer, setCookie(request, 'sso', cookie));
}

/** The person took a way out: the client hears which. */
export function leave(tenant: Tenant, interaction: Interaction, refusal: ProtocolError): Answer {
  tenant.interactions.end(interaction);
  return refusalAnswer(tenant, interaction.wanted, refusal);
}
