import { tracingChannel } from 'node:diagnostics_channel';
import { Injectable } from '@nestjs/common';
import { RefusedError } from '../refusals/index.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { readBearerToken, refusalFor, type RequestCredentials } from './authorization-header.js';
import type { Caller } from '../caller.interface.js';
import { VerifiedTokenCache } from './verified-token.cache.js';

/** Tells tracers of every check of a token that is not in the cache; free while nobody listens. */
const verification = tracingChannel('nestjs-azure-auth:verify');

/** Says who is calling, by the access token that a request, a connection or a message carries. */
@Injectable()
export class TokenAuthenticator {
  constructor(
    private readonly cache: VerifiedTokenCache,
    private readonly strategy: AccessTokenStrategy,
  ) {}

  /**
   * The caller: at once where the token is in the cache, so that nothing is awaited for it.
   *
   * @throws {RefusedError} at once, or by rejection
   */
  authenticate(carrier: RequestCredentials): Caller | Promise<Caller> {
    const presented = this.cache.present(readBearerToken(carrier));
    return (
      this.cache.get(presented) ??
      verification
        .tracePromise(() => this.strategy.verify(presented), {})
        .catch((error: unknown) => {
          throw error instanceof RefusedError
            ? new RefusedError(refusalFor(presented.token, error.refusal), error.provider)
            : error;
        })
    );
  }
}
