import { randomBytes } from 'node:crypto';
import { CryptoProvider } from '@azure/msal-node';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { UserFlow } from '../config/index.js';
import { IdentityProviderService, type SignInResult } from '../provider/index.js';
import { signedInUser, type PendingAuthorization } from '../session/index.js';
import { parseAuthorizationResponse } from './authorization-response.js';
import { addPending, takePending } from './pending-authorizations.js';
import { differentAccount, refusedByProvider, unknownState } from './sign-in.exceptions.js';

const cancelledNotices: Readonly<Record<UserFlow, string>> = {
  'sign-in': 'You cancelled the sign-in.',
  'edit-profile': 'You cancelled. Your profile is as it was.',
  'reset-password': 'You cancelled. Your password is as it was.',
};

/** Runs the user flows and the sign-out. Every method returns the address to redirect to. */
@Injectable()
export class SignInService {
  readonly #crypto = new CryptoProvider();

  constructor(private readonly provider: IdentityProviderService) {}

  /** Starts a user flow. */
  async start(
    request: FastifyRequest,
    flow: UserFlow,
    { returnTo, notice }: Pick<PendingAuthorization, 'returnTo' | 'notice'>,
  ): Promise<string> {
    const { verifier, challenge } = await this.#crypto.generatePkceCodes();
    const secrets = { state: randomToken(), nonce: randomToken(), codeVerifier: verifier };
    const url = await this.provider.authorizationUrl(flow, secrets, challenge);
    const pending = { ...secrets, flow, returnTo, startedAt: Date.now(), notice };
    request.session.pending = addPending(request.session.pending, pending);
    return url;
  }

  /** Handles the authorization response. Its state must belong to this session, and is used up. */
  async handleCallback(request: FastifyRequest): Promise<string> {
    const query = request.query as Readonly<Record<string, unknown>>;
    const response = parseAuthorizationResponse(query);
    if (response.kind === 'malformed') {
      throw unknownState();
    }
    const { session } = request;
    const { found, rest } = takePending(session.pending, response.state, Date.now());
    if (!found) {
      throw unknownState();
    }
    session.pending = rest;
    // Saved before anything slow: a second response with this state must not find it.
    await session.save();
    switch (response.kind) {
      case 'forgot-password':
        return this.start(request, 'reset-password', found);
      case 'cancelled':
        session.notice = cancelledNotices[found.flow];
        return found.returnTo;
      case 'refused':
        throw refusedByProvider(response.reason);
      case 'code': {
        const result = await this.provider.redeemCode(found.flow, response.code, found);
        // Another tab may have changed the session while the provider was answering.
        await request.session.reload();
        return this.#complete(request, found, result);
      }
    }
  }

  /**
   * Ends the session here even if the provider is down, and then at the provider: also where there is
   * no session here any more, because otherwise the next sign-in would ask for no password.
   */
  async signOut(request: FastifyRequest): Promise<string> {
    const { user } = request.session;
    if (user) {
      await request.session.regenerate();
    }
    request.session.notice = 'You are signed out.';
    return this.provider.endSessionUrl(user?.idToken).catch(() => '/');
  }

  #complete(
    request: FastifyRequest,
    pending: PendingAuthorization,
    result: SignInResult,
  ): Promise<string> {
    switch (pending.flow) {
      case 'sign-in':
        return this.#signIn(request, pending, result);
      case 'edit-profile':
        return Promise.resolve(this.#updateProfile(request, pending, result));
      case 'reset-password':
        return this.#continueAfterReset(request, pending);
    }
  }

  /**
   * The only way to become signed in. The session gets a new id, against session fixation. The pending
   * authorizations of other tabs are kept. Their states may have been fixed too, but they can no longer
   * sign in anybody else.
   */
  async #signIn(
    request: FastifyRequest,
    pending: PendingAuthorization,
    result: SignInResult,
  ): Promise<string> {
    const previous = signedInUser(request);
    if (previous && previous.claims.subject !== result.claims.subject) {
      throw differentAccount('sign-in');
    }
    if (!previous) {
      await request.session.regenerate(['pending', 'draft']);
    }
    // A second sign-in of the same person keeps the token, so that forms in other tabs stay valid.
    const csrfToken = previous?.csrfToken ?? randomToken();
    request.session.user = { ...result, csrfToken, since: Date.now() };
    request.session.notice = pending.notice;
    return pending.returnTo;
  }

  /**
   * The new claims apply at once. The tokens for the API stay those of the sign-in, and so does the ID
   * token that is the hint at sign-out.
   */
  #updateProfile(
    request: FastifyRequest,
    pending: PendingAuthorization,
    { claims }: SignInResult,
  ): string {
    const { session } = request;
    const user = signedInUser(request);
    if (!user) {
      throw unknownState();
    }
    if (user.claims.subject !== claims.subject) {
      throw differentAccount('edit-profile');
    }
    session.user = { ...user, claims };
    session.notice = 'Your profile was saved.';
    return pending.returnTo;
  }

  /** A signed-in user stays signed in. Everybody else signs in with the new password. */
  #continueAfterReset(
    request: FastifyRequest,
    { returnTo }: PendingAuthorization,
  ): Promise<string> {
    const notice = 'Your password was changed.';
    if (!signedInUser(request)) {
      return this.start(request, 'sign-in', { returnTo, notice });
    }
    request.session.notice = notice;
    return Promise.resolve(returnTo);
  }
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}
