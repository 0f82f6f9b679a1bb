import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UserFacingException } from '../errors/index.js';
import {
  IdentityProviderService,
  type AccessToken,
  type ApiTokens,
  type RefreshResult,
} from '../provider/index.js';
import { signedInUser, signInRequired, type SignedInUser } from '../session/index.js';

/** A token is refreshed this long before it expires; the same as MSAL's own value. */
const refreshBeforeExpiryMs = 5 * 60_000;

/** Waits between looking for a token that another process may have refreshed. */
const waitsMs = [0, 200, 600];

type Result =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'sign-in-required'; readonly reason?: string };

/**
 * The access token of the signed-in user, refreshed silently. A refresh token can be used once: of
 * requests at the same time one refreshes, and the others wait for it.
 */
@Injectable()
export class AccessTokenService {
  /** By session id. */
  readonly #inFlight = new Map<string, Promise<Result>>();

  constructor(private readonly provider: IdentityProviderService) {}

  /** @throws {UserFacingException} when nobody is signed in, or there is no access token */
  async get(request: FastifyRequest): Promise<string> {
    const current = signedInUser(request)?.accessToken;
    if (current && !isDue(current)) {
      return current.token;
    }
    const result = await this.#refreshOnce(request);
    if (result.kind === 'token') {
      return result.token;
    }
    throw signInRequired(
      'Your sign-in has ended',
      'It could not be renewed. Please sign in again.',
      request,
      result.reason,
    );
  }

  #refreshOnce(request: FastifyRequest): Promise<Result> {
    const { sessionId } = request.session;
    const inFlight = this.#inFlight.get(sessionId);
    if (inFlight) {
      return inFlight;
    }
    const refresh = this.#refresh(request).finally(() => this.#inFlight.delete(sessionId));
    this.#inFlight.set(sessionId, refresh);
    return refresh;
  }

  async #refresh(request: FastifyRequest): Promise<Result> {
    // Another request may have refreshed the token since this one read its session.
    const user = await reloadUser(request);
    if (!user) {
      return { kind: 'sign-in-required' };
    }
    const { accessToken, tokenCache } = user;
    if (!isDue(accessToken)) {
      return { kind: 'token', token: accessToken.token };
    }
    let result: RefreshResult;
    try {
      result = await this.provider.refresh(tokenCache);
    } catch (error) {
      if (!(error instanceof UserFacingException) || accessToken.expiresAt <= Date.now()) {
        throw error;
      }
      return { kind: 'token', token: accessToken.token };
    }
    if (result.kind === 'refused') {
      const refreshed = await refreshedByAnotherProcess(request, accessToken);
      return refreshed ?? { kind: 'sign-in-required', reason: result.reason };
    }
    await saveTokens(request, result);
    return { kind: 'token', token: result.accessToken.token };
  }
}

function isDue({ expiresAt }: AccessToken): boolean {
  return expiresAt - Date.now() <= refreshBeforeExpiryMs;
}

async function reloadUser(request: FastifyRequest): Promise<SignedInUser | undefined> {
  await request.session.reload();
  return signedInUser(request);
}

/** At once, not with the response: the next request must not find the used refresh token. */
async function saveTokens(
  request: FastifyRequest,
  { accessToken, tokenCache }: ApiTokens,
): Promise<void> {
  const user = await reloadUser(request);
  if (!user) {
    return;
  }
  request.session.user = { ...user, accessToken, tokenCache };
  await request.session.save();
}

/** The token of another process, which used the refresh token that was refused to this one. */
async function refreshedByAnotherProcess(
  request: FastifyRequest,
  previous: AccessToken,
): Promise<Result | undefined> {
  for (const ms of waitsMs) {
    await wait(ms);
    const current = (await reloadUser(request))?.accessToken;
    if (current && current.token !== previous.token) {
      return { kind: 'token', token: current.token };
    }
  }
  return undefined;
}
