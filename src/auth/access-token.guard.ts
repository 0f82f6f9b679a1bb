import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { AccessTokenStrategy, type Authenticating } from './access-token.strategy.js';
import { bearerToken } from './bearer-token.js';
import type { Caller } from './caller.js';
import { RefusalAnswers, type HeaderSink } from './refusal-answers.js';
import { RefusedError } from './refusal.js';
import { routeAccess } from './route-access.js';
import { TokenMemory } from './token-memory.js';

/** Lets nobody pass without a valid access token, except to routes marked `@Public()`. */
@Injectable()
export class AccessTokenGuard extends AuthGuard() {
  constructor(
    strategy: AccessTokenStrategy,
    private readonly memory: TokenMemory,
    private readonly refusals: RefusalAnswers,
  ) {
    super({ defaultStrategy: strategy.name, property: 'caller' });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (routeAccess(context).isPublic) return true;
    const http = context.switchToHttp();
    const reply = http.getResponse<HeaderSink>();
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5).
    reply.header('Cache-Control', 'no-store');
    try {
      const request = http.getRequest<Authenticating & { caller?: Caller }>();
      request.rawToken = bearerToken(request);
      request.tokenDigest = this.memory.digestOf(request.rawToken);
      const remembered = this.memory.recall(request.tokenDigest);
      if (!remembered) return (await super.canActivate(context)) === true;
      request.caller = remembered;
      return true;
    } catch (error) {
      throw error instanceof RefusedError ? this.refusals.answer(error.refusal, reply) : error;
    }
  }

  /** passport's verdict. An error that is none of ours came from verifying the signature. */
  override handleRequest<User>(error: unknown, user: User, info: unknown): User {
    if (error) throw error;
    if (user) return user;
    throw info instanceof RefusedError
      ? info
      : new RefusedError({ kind: 'invalid_token', reason: 'signature' });
  }
}
