import { randomBytes } from 'node:crypto';
import { CryptoProvider } from '@azure/msal-node';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { UserFacingException } from '../errors/index.js';
import { IdentityProviderService, type SignInResult } from '../provider/index.js';
import { endSession, signedInUser } from '../session/index.js';
import { parseAuthorizationResponse } from './authorization-response.js';
import {
  PendingAuthorizationStore,
  type PendingAuthorization,
} from './pending-authorization.store.js';
import { differentAccount, refusedByProvider, unknownState } from './sign-in.exceptions.js';

const cancelledNotices: Readonly<Record<UserFlow, string>> = {
  'sign-in': 'You cancelled the sign-in.',
  'edit-profile': 'You cancelled. Your profile is as it was.',
  'reset-password': 'You cancelled. Your password is as it was.',
};

const startPaths: Readonly<Record<UserFlow, string>> = {
  'sign-in': '/auth/sign_in',
  'edit-profile': '/auth/edit_profile',
  'reset-password': '/auth/reset_password',
};

/** Runs the user flows and the sign-out. Every method returns the address to redirect to. */
@Injectable()
export class SignInService {
  readonly #crypto = new CryptoProvider();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly provider: IdentityProviderService,
    private readonly pendingAuthorizations: PendingAuthorizationStore,
  ) {}

  /** Starts a user flow. */
  async start(
    request: FastifyRequest,
    reply: FastifyReply,
    flow: UserFlow,
    { returnTo, notice }: Pick<PendingAuthorization, 'returnTo' | 'notice'>,
  ): Promise<string> {
    const { verifier, challenge } = await this.#crypto.generatePkceCodes();
    const secrets = { state: randomToken(), nonce: randomToken(), codeVerifier: verifier };
    const url = await this.provider.authorizationUrl(flow, secrets, challenge);
    const pending = { ...secrets, flow, returnTo, startedAt: Date.now(), notice };
    await this.pendingAuthorizations.save(request, reply, pending);
    return url;
  }

  /** Handles the authorization response. Its state must belong to this browser, and is used up. */
  async handleCallback(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const query = request.query as Readonly<Record<string, unknown>>;
    const response = parseAuthorizationResponse(query);
    if (response.kind === 'malformed') {
      throw unknownState();
    }
    const pending = await this.pendingAuthorizations.take(request, reply, response.state);
    if (!pending) {
      throw unknownState();
    }
    switch (response.kind) {
      case 'forgot-password':
        return this.start(request, reply, 'reset-password', pending);
      case 'cancelled':
        request.flash.notice = cancelledNotices[pending.flow];
        return pending.returnTo;
      case 'refused':
        throw refusedByProvider(response.reason);
      case 'code': {
        const result = await this.provider
          .redeemCode(pending.flow, response.code, pending)
          .catch((error: unknown) => {
            throw withRetryLink(error, pending);
          });
        // Another tab may have changed the session while the provider was answering.
        await request.session.reload();
        return this.#complete(request, reply, pending, result);
      }
    }
  }

  /**
   * Ends the session here even if the provider is down, and then at the provider: also where there is
   * no session here any more, because otherwise the next sign-in would ask for no password.
   */
  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const idToken = request.session.user?.idToken;
    await endSession(request, reply, this.settings);
    request.flash.notice = 'You are signed out.';
    return this.provider.endSessionUrl(idToken).catch(() => '/');
  }

  #complete(
    request: FastifyRequest,
    reply: FastifyReply,
    pending: PendingAuthorization,
    result: SignInResult,
  ): Promise<string> {
    switch (pending.flow) {
      case 'sign-in':
        return this.#signIn(request, pending, result);
      case 'edit-profile':
        return Promise.resolve(this.#updateProfile(request, pending, result));
      case 'reset-password':
        return this.#continueAfterReset(request, reply, pending);
    }
  }

  /** The only way to become signed in. The session gets a new id, against session fixation. */
  async #signIn(
    request: FastifyRequest,
    { returnTo, notice }: PendingAuthorization,
    result: SignInResult,
  ): Promise<string> {
    const previous = signedInUser(request);
    if (previous && previous.claims.subject !== result.claims.subject) {
      throw differentAccount('sign-in');
    }
    if (!previous) {
      await request.session.regenerate();
    }
    // A second sign-in of the same person keeps the token, so that forms in other tabs stay valid.
    const csrfToken = previous?.csrfToken ?? randomToken();
    request.session.user = { ...result, csrfToken, since: Date.now() };
    if (notice !== undefined) {
      request.flash.notice = notice;
    }
    return returnTo;
  }

  /**
   * The new claims apply at once. The tokens for the API stay those of the sign-in, and so does the ID
   * token that is the hint at sign-out.
   */
  #updateProfile(
    request: FastifyRequest,
    { returnTo }: PendingAuthorization,
    { claims }: SignInResult,
  ): string {
    const user = signedInUser(request);
    if (!user) {
      throw unknownState();
    }
    if (user.claims.subject !== claims.subject) {
      throw differentAccount('edit-profile');
    }
    request.session.user = { ...user, claims };
    request.flash.notice = 'Your profile was saved.';
    return returnTo;
  }

  /** A signed-in user stays signed in. Everybody else signs in with the new password. */
  #continueAfterReset(
    request: FastifyRequest,
    reply: FastifyReply,
    { returnTo }: PendingAuthorization,
  ): Promise<string> {
    const notice = 'Your password was changed.';
    if (!signedInUser(request)) {
      return this.start(request, reply, 'sign-in', { returnTo, notice });
    }
    request.flash.notice = notice;
    return Promise.resolve(returnTo);
  }
}

/** The state is used up: what can be tried again is the user flow, from its start. */
function withRetryLink(error: unknown, { flow, returnTo }: PendingAuthorization): unknown {
  if (!(error instanceof UserFacingException) || error.description.status !== 503) {
    return error;
  }
  const href = `${startPaths[flow]}?${new URLSearchParams({ return_to: returnTo }).toString()}`;
  return new UserFacingException({ ...error.description, link: { label: 'Try again', href } });
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}
