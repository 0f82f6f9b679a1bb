import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SpokenException } from '../errors/index.js';
import { IdentityProvider } from '../provider/index.js';
import { signedInOf, signInNeeded } from '../session/index.js';
import { DownstreamClient, type DownstreamCall } from './downstream.client.js';
import { tellFailure } from './downstream.failures.js';

/** Calls the API for the person who is signed in. */
@Injectable()
export class DownstreamService {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly client: DownstreamClient,
  ) {}

  /** @throws SpokenException when there is no token, or the API answers anything but success */
  async call(
    request: FastifyRequest,
    call: Omit<DownstreamCall, 'token'>,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const answer = await this.client.call({ ...call, token: await this.#token(request) });
    if (answer.kind === 'answered') return answer;
    const failure = tellFailure(answer.failure);
    if (failure.status === 401)
      throw signInNeeded(failure.title, failure.detail, request, failure.reason);
    throw new SpokenException(failure);
  }

  async #token(request: FastifyRequest): Promise<string> {
    const signedIn = signedInOf(request);
    const result = signedIn && (await this.provider.accessToken(signedIn.tokenCache));
    if (result?.kind !== 'token') {
      throw signInNeeded(
        'Your sign-in has ended',
        'It could not be renewed. Please sign in again.',
        request,
        result?.reason,
      );
    }
    // Only what was renewed is written back: a write could undo another request's.
    if (signedIn && result.tokenCache !== signedIn.tokenCache)
      request.session.signedIn = { ...signedIn, tokenCache: result.tokenCache };
    return result.token;
  }
}
