import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UserFacingException } from '../errors/index.js';
import { signInRequired } from '../session/index.js';
import { AccessTokenService } from './access-token.service.js';
import { DownstreamApiClient, type DownstreamApiRequest } from './downstream-api.client.js';
import { describeApiError } from './downstream-api.error.js';

/** Calls the API for the signed-in user. */
@Injectable()
export class DownstreamApiService {
  constructor(
    private readonly tokens: AccessTokenService,
    private readonly client: DownstreamApiClient,
  ) {}

  /** @throws {UserFacingException} when there is no access token, or the API does not answer 2xx */
  async call(
    request: FastifyRequest,
    apiRequest: Omit<DownstreamApiRequest, 'token'>,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const token = await this.tokens.get(request);
    const response = await this.client.send({ ...apiRequest, token });
    // Other requests may have changed the session meanwhile: saving this one must not undo that.
    await request.session.reload();
    if (response.kind === 'success') {
      return response;
    }
    const description = describeApiError(response.error);
    if (description.status === 401) {
      throw signInRequired(description.title, description.detail, request, description.reason);
    }
    throw new UserFacingException(description);
  }
}
