import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SpokenException } from '../errors/index.js';
import {
  IdentityProvider,
  type AccessToken,
  type Renewal,
  type Tokens,
} from '../provider/index.js';
import { signedInOf, signInNeeded, type SignedIn } from '../session/index.js';

/** So long before its end a token is renewed; the same as MSAL's own. */
const renewalMs = 5 * 60_000;

/** How long to wait, time after time, for what another process may have renewed. */
const pausesMs = [0, 200, 600];

type Outcome =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'ended'; readonly reason?: string };

/**
 * The access token of the person who is signed in, renewed in silence. Refresh tokens are good
 * once: of requests that come at the same time one renews, and the others wait for it.
 */
@Injectable()
export class AccessTokenService {
  /** By session. */
  readonly #underWay = new Map<string, Promise<Outcome>>();

  constructor(private readonly provider: IdentityProvider) {}

  /** @throws SpokenException when nobody is signed in, or no token can be had */
  async of(request: FastifyRequest): Promise<string> {
    const known = signedInOf(request)?.accessToken;
    if (known && !isDue(known)) return known.token;
    const outcome = await this.#renewOnce(request);
    if (outcome.kind === 'token') return outcome.token;
    throw signInNeeded(
      'Your sign-in has ended',
      'It could not be renewed. Please sign in again.',
      request,
      outcome.reason,
    );
  }

  #renewOnce(request: FastifyRequest): Promise<Outcome> {
    const { sessionId } = request.session;
    const underWay = this.#underWay.get(sessionId);
    if (underWay) return underWay;
    const renewal = this.#renew(request).finally(() => this.#underWay.delete(sessionId));
    this.#underWay.set(sessionId, renewal);
    return renewal;
  }

  async #renew(request: FastifyRequest): Promise<Outcome> {
    // Another request may have renewed since this one read its session.
    const signedIn = await readAgain(request);
    if (!signedIn) return { kind: 'ended' };
    const { accessToken, tokenCache } = signedIn;
    if (!isDue(accessToken)) return { kind: 'token', token: accessToken.token };
    let renewal: Renewal;
    try {
      renewal = await this.provider.renew(tokenCache);
    } catch (error) {
      if (!(error instanceof SpokenException) || accessToken.expiresAt <= Date.now()) throw error;
      return { kind: 'token', token: accessToken.token };
    }
    if (renewal.kind === 'refused')
      return (
        (await renewedElsewhere(request, accessToken)) ?? { kind: 'ended', reason: renewal.reason }
      );
    await keep(request, renewal);
    return { kind: 'token', token: renewal.accessToken.token };
  }
}

function isDue({ expiresAt }: AccessToken): boolean {
  return expiresAt - Date.now() <= renewalMs;
}

async function readAgain(request: FastifyRequest): Promise<SignedIn | undefined> {
  await request.session.reload();
  return signedInOf(request);
}

/** At once, and not with the answer: the next request must not find the spent refresh token. */
async function keep(request: FastifyRequest, { accessToken, tokenCache }: Tokens): Promise<void> {
  const signedIn = await readAgain(request);
  if (!signedIn) return;
  request.session.signedIn = { ...signedIn, accessToken, tokenCache };
  await request.session.save();
}

/** What another process has renewed: with the refresh token that was refused to this one. */
async function renewedElsewhere(
  request: FastifyRequest,
  old: AccessToken,
): Promise<Outcome | undefined> {
  for (const ms of pausesMs) {
    await pause(ms);
    const known = (await readAgain(request))?.accessToken;
    if (known && known.token !== old.token) return { kind: 'token', token: known.token };
  }
  return undefined;
}
