import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import passport from 'passport';
import { AccessTokenStrategy, type Authenticating } from './access-token.strategy.js';
import { bearerToken } from './bearer-token.js';
import type { Caller } from './caller.js';
import { RefusalAnswers, type HeaderSink } from './refusal-answers.js';
import { RefusedError } from './refusal.js';
import { routeAccess } from './route-access.js';
import { TokenMemory } from './token-memory.js';

/** Lets nobody pass without a valid access token, except to routes marked `@Public()`. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly strategy: AccessTokenStrategy,
    private readonly memory: TokenMemory,
    private readonly refusals: RefusalAnswers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (routeAccess(context).isPublic) return true;
    const http = context.switchToHttp();
    const reply = http.getResponse<HeaderSink>();
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5).
    reply.header('Cache-Control', 'no-store');
    try {
      const request = http.getRequest<Authenticating & { caller?: Caller }>();
      request.rawToken = bearerToken(request);
      request.tokenDigest = this.memory.digestOf(request.rawToken);
      request.caller =
        this.memory.recall(request.tokenDigest) ?? (await this.#verify(request, reply));
      return true;
    } catch (error) {
      throw error instanceof RefusedError ? this.refusals.answer(error.refusal, reply) : error;
    }
  }

  /**
   * Through passport, straight: `AuthGuard` of `@nestjs/passport` copies its options three times for
   * each request, which cost as much as all the checks of the claims together.
   */
  #verify(request: Authenticating, reply: HeaderSink): Promise<Caller> {
    return new Promise((resolve, reject) => {
      const verdict = (error: unknown, caller: Caller | false, refusal: unknown) => {
        if (caller) resolve(caller);
        else reject(error ?? refusalOf(refusal));
      };
      passport.authenticate(this.strategy.name, options, verdict)(request, reply, reject);
    });
  }
}

const options = { session: false };

/** An error that is none of ours came from verifying the signature. */
function refusalOf(info: unknown): RefusedError {
  return info instanceof RefusedError
    ? info
    : new RefusedError({ kind: 'invalid_token', reason: 'signature' });
}
