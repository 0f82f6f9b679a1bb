import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/index.js';
import { cookieName, cookieOptions } from '../cookies/index.js';
import type { SignInResult } from '../provider/index.js';

/** The signed-in user of a session, and what the sign-in brought. */
export interface SignedInUser extends SignInResult {
  /** Every form carries it: OWASP's synchronizer token. */
  readonly csrfToken: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

declare module 'fastify' {
  interface Session {
    user?: SignedInUser;
  }
}

/** The absolute timeout: a session ends after this time however busy it is. */
const absoluteTimeoutMs = 12 * 3_600_000;

/** The session cookie, see `cookieName`. */
export const sessionCookie = 'session';

/** The signed-in user of a request's session. */
export function signedInUser(
  { session }: FastifyRequest,
  now = Date.now(),
): SignedInUser | undefined {
  const user = session?.user;
  return user && now - user.since < absoluteTimeoutMs ? user : undefined;
}

/** Ends the session of a request, here and in the browser. */
export async function endSession(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: Settings,
): Promise<void> {
  // Of somebody who is not signed in nothing is stored.
  if (request.session.user) {
    await request.session.destroy();
  }
  void reply.clearCookie(cookieName(settings, sessionCookie), cookieOptions(settings));
  // Pages of the person who signed out must not be shown to the next one. Not "cookies": that would
  // delete those of every site under the same domain, too.
  void reply.header('clear-site-data', '"cache", "storage"');
}
