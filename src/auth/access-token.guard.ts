import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AccessTokenStrategy, Attempt, strategyName } from './access-token.strategy.js';
import { presentedToken, refusalOfPresented, type CredentialCarrier } from './bearer-token.js';
import type { Caller } from './caller.js';
import { RefusalAnswers, type HeaderSink } from './refusal-answers.js';
import { RefusedError, type TokenFault } from './refusal.js';
import { routeAccess } from './route-access.js';
import { TokenMemory, type Presented } from './token-memory.js';

interface Incoming extends CredentialCarrier {
  caller?: Caller | undefined;
}

type Middleware = (request: Attempt, reply: HeaderSink, next: (error: unknown) => void) => void;

/** Lets nobody pass without a valid access token, except to routes marked `@Public()`. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly strategy: AccessTokenStrategy,
    private readonly memory: TokenMemory,
    private readonly refusals: RefusalAnswers,
  ) {}

  /** Answers at once for a token that is remembered: Nest then waits for nothing. */
  canActivate(context: ExecutionContext): true | Promise<true> {
    if (routeAccess(context).isPublic) return true;
    const [request, reply] = context.getArgs<[Incoming, HeaderSink]>();
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5). In lower case
    // as Fastify keeps names: it would make a new text of any other, for each request.
    reply.header('cache-control', 'no-store');
    try {
      const presented = this.memory.present(presentedToken(request));
      request.caller = this.memory.recall(presented);
      return request.caller ? true : this.#verify(request, reply, presented);
    } catch (error) {
      throw this.#answerTo(error, reply);
    }
  }

  /**
   * Through passport, straight: `AuthGuard` of `@nestjs/passport` copies its options three times for
   * each request, which cost as much as all the checks of the claims together.
   */
  #verify(request: Incoming, reply: HeaderSink, presented: Presented): Promise<true> {
    return new Promise((resolve, reject) => {
      const verdict = (error: unknown, caller: Caller | false, refusal: unknown) => {
        if (!caller) {
          reject(this.#answerTo(error ?? meaningOf(refusal), reply, presented.token));
          return;
        }
        request.caller = caller;
        resolve(true);
      };
      const authenticate = this.strategy
        .getPassportInstance()
        .authenticate(strategyName, options, verdict) as Middleware;
      authenticate(new Attempt(presented), reply, reject);
    });
  }

  #answerTo(error: unknown, reply: HeaderSink, presented?: string): unknown {
    if (!(error instanceof RefusedError)) return error;
    const refusal =
      presented === undefined ? error.refusal : refusalOfPresented(presented, error.refusal);
    return this.refusals.answer(refusal, reply);
  }
}

const options = { session: false };

/** What jsonwebtoken finds, by the names of its errors. */
const faults: Partial<Record<string, TokenFault>> = {
  JsonWebTokenError: 'signature',
  // Checked before, but time goes on.
  TokenExpiredError: 'expired',
  NotBeforeError: 'not_yet_valid',
};

/** passport-jwt tells of every error as of a token that was refused, of defects on our side too. */
function meaningOf(error: unknown): unknown {
  const reason = error instanceof Error ? faults[error.name] : undefined;
  return reason ? new RefusedError({ kind: 'invalid_token', reason }) : error;
}
