import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SpokenException } from '../errors/index.js';
import { signInNeeded } from '../session/index.js';
import { AccessTokenService } from './access-token.service.js';
import { DownstreamClient, type DownstreamCall } from './downstream.client.js';
import { tellFailure } from './downstream.failures.js';

/** Calls the API for the person who is signed in. */
@Injectable()
export class DownstreamService {
  constructor(
    private readonly tokens: AccessTokenService,
    private readonly client: DownstreamClient,
  ) {}

  /** @throws SpokenException when there is no token, or the API answers anything but success */
  async call(
    request: FastifyRequest,
    call: Omit<DownstreamCall, 'token'>,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const answer = await this.client.call({ ...call, token: await this.tokens.of(request) });
    // The API took its time. What this request writes must not undo what others wrote meanwhile.
    await request.session.reload();
    if (answer.kind === 'answered') return answer;
    const failure = tellFailure(answer.failure);
    if (failure.status === 401)
      throw signInNeeded(failure.title, failure.detail, request, failure.reason);
    throw new SpokenException(failure);
  }
}
