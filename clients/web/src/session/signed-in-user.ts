import type { FastifyRequest } from 'fastify';
import type { UserFlow } from '../config/index.js';
import type { AuthorizationSecrets, SignInResult } from '../provider/index.js';
import type { FormDraft } from './form-draft.js';

/** An authorization request whose response has not arrived yet. */
export interface PendingAuthorization extends AuthorizationSecrets {
  readonly flow: UserFlow;
  /** The page to return to afterwards. */
  readonly returnTo: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The notice to show once it is done. */
  readonly notice?: string;
}

/** The signed-in user of a session, and what the sign-in brought. */
export interface SignedInUser extends SignInResult {
  /** Every form carries it: OWASP's synchronizer token. */
  readonly csrfToken: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

declare module 'fastify' {
  interface Session {
    pending?: readonly PendingAuthorization[];
    user?: SignedInUser;
    /** Shown once, on the next page. */
    notice?: string;
    /** Shown once, in the form it was typed into. */
    draft?: FormDraft;
  }
}

/** The absolute timeout: a session ends after this time however busy it is. */
const absoluteTimeoutMs = 12 * 3_600_000;

/** The signed-in user of a request's session. */
export function signedInUser(
  { session }: FastifyRequest,
  now = Date.now(),
): SignedInUser | undefined {
  const { user } = session;
  return user && now - user.since < absoluteTimeoutMs ? user : undefined;
}
