import type { FastifyRequest } from 'fastify';
import type { Identity, RequestSecrets } from '../provider/index.js';
import type { UserFlow } from '../config/index.js';
import type { Typed } from './typed.js';

/** One request to the provider that has not come back yet. */
export interface PendingRequest extends RequestSecrets {
  readonly flow: UserFlow;
  /** Where the person was, and goes on afterwards. */
  readonly returnTo: string;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
  /** What to say once it is done. */
  readonly notice?: string;
}

/** Who is signed in, and what that person's sign-in brought. */
export interface SignedIn extends Identity {
  /** Forms send it back: OWASP's synchronizer token. */
  readonly csrfToken: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

declare module 'fastify' {
  interface Session {
    pending?: readonly PendingRequest[];
    signedIn?: SignedIn;
    /** Said once, on the next page. */
    notice?: string;
    /** Waits for its form to be shown again. */
    typed?: Typed;
  }
}

/** However busy a session is kept, it ends. */
const longestSessionMs = 12 * 3_600_000;

/** Who is signed in with this request's session. */
export function signedInOf({ session }: FastifyRequest, now = Date.now()): SignedIn | undefined {
  const { signedIn } = session;
  return signedIn && now - signedIn.since < longestSessionMs ? signedIn : undefined;
}
