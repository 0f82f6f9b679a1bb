import { randomBytes } from 'node:crypto';
import { CryptoProvider } from '@azure/msal-node';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { UserFlow } from '../config/index.js';
import { IdentityProvider, type Identity } from '../provider/index.js';
import { signedInOf, type PendingRequest } from '../session/index.js';
import { addPending, takePending } from './pending-requests.js';
import { readProviderAnswer } from './provider-answer.js';
import { anotherPerson, refusedByProvider, unknownState } from './sign-in.failures.js';

/** What is said after a person cancelled at the provider. */
const cancelled: Readonly<Record<UserFlow, string>> = {
  'sign-in': 'You cancelled the sign-in.',
  'edit-profile': 'You cancelled. Your profile is as it was.',
  'reset-password': 'You cancelled. Your password is as it was.',
};

/** Sends people to the provider and takes them back. Every method returns where to go next. */
@Injectable()
export class SignInService {
  readonly #crypto = new CryptoProvider();

  constructor(private readonly provider: IdentityProvider) {}

  /** Begins a user flow. */
  async begin(
    request: FastifyRequest,
    flow: UserFlow,
    { returnTo, notice }: Pick<PendingRequest, 'returnTo' | 'notice'>,
  ): Promise<string> {
    const { verifier, challenge } = await this.#crypto.generatePkceCodes();
    const secrets = { state: newSecret(), nonce: newSecret(), codeVerifier: verifier };
    const url = await this.provider.authorizationUrl(flow, secrets, challenge);
    const pending: PendingRequest = { ...secrets, flow, returnTo, begunAt: Date.now(), notice };
    request.session.pending = addPending(request.session.pending, pending);
    return url;
  }

  /** Takes the provider's answer. Its state must be this session's, and is worth nothing after. */
  async finish(request: FastifyRequest): Promise<string> {
    const answer = readProviderAnswer(request.query as Readonly<Record<string, unknown>>);
    if (answer.kind === 'malformed') throw unknownState();
    const { session } = request;
    const { found, rest } = takePending(session.pending, answer.state, Date.now());
    if (!found) throw unknownState();
    session.pending = rest;
    // Before anything slow: a second answer with this state is not to find it.
    await session.save();
    switch (answer.kind) {
      case 'forgot-password':
        return this.begin(request, 'reset-password', found);
      case 'cancelled':
        session.notice = cancelled[found.flow];
        return found.returnTo;
      case 'refused':
        throw refusedByProvider(answer.reason);
      case 'code': {
        const identity = await this.provider.redeem(found.flow, answer.code, found);
        // The provider took its time: another tab may have changed the session meanwhile.
        await request.session.reload();
        return this.#accept(request, found, identity);
      }
    }
  }

  /**
   * Ends the session here, whatever the provider does, and leads on to end it there: also where
   * there is none here any more, or else the next sign-in would ask for no password.
   */
  async signOut(request: FastifyRequest): Promise<string> {
    const { signedIn } = request.session;
    if (signedIn) await request.session.regenerate();
    request.session.notice = 'You are signed out.';
    return this.provider.signOutUrl(signedIn?.idToken).catch(() => '/');
  }

  #accept(request: FastifyRequest, pending: PendingRequest, identity: Identity): Promise<string> {
    switch (pending.flow) {
      case 'sign-in':
        return this.#signIn(request, pending, identity);
      case 'edit-profile':
        return Promise.resolve(this.#takeOverProfile(request, pending, identity));
      case 'reset-password':
        return this.#goOnAfterReset(request, pending);
    }
  }

  /**
   * The one way to become signed in. A new session id: one known beforehand is worth nothing. What
   * other tabs wait for goes along. Its states may have been known beforehand too, and so they can
   * sign in nobody else any more.
   */
  async #signIn(
    request: FastifyRequest,
    pending: PendingRequest,
    identity: Identity,
  ): Promise<string> {
    const before = signedInOf(request);
    if (before && before.claims.subject !== identity.claims.subject) throw anotherPerson('sign-in');
    if (!before) await request.session.regenerate(['pending', 'typed']);
    // Whoever was signed in stays so, and forms in other tabs stay good.
    const csrfToken = before?.csrfToken ?? newSecret();
    request.session.signedIn = { ...identity, csrfToken, since: Date.now() };
    request.session.notice = pending.notice;
    return pending.returnTo;
  }

  /**
   * The new claims hold at once. Tokens for the API stay those of the sign-in, and so does the ID
   * token that signs out.
   */
  #takeOverProfile(request: FastifyRequest, pending: PendingRequest, { claims }: Identity): string {
    const { session } = request;
    const signedIn = signedInOf(request);
    if (!signedIn) throw unknownState();
    if (signedIn.claims.subject !== claims.subject) throw anotherPerson('edit-profile');
    session.signedIn = { ...signedIn, claims };
    session.notice = 'Your profile was saved.';
    return pending.returnTo;
  }

  /** Whoever is signed in stays so. Everybody else signs in, with the new password where asked. */
  #goOnAfterReset(request: FastifyRequest, { returnTo }: PendingRequest): Promise<string> {
    const notice = 'Your password was changed.';
    if (!signedInOf(request)) return this.begin(request, 'sign-in', { returnTo, notice });
    request.session.notice = notice;
    return Promise.resolve(returnTo);
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
