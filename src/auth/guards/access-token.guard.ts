import { tracingChannel } from 'node:diagnostics_channel';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthExceptionFactory, RefusedError, type HeaderSink } from '../refusals/index.js';
import {
  AccessTokenStrategy,
  presentedToken,
  refusalOfPresented,
  VerifiedTokenCache,
  type Caller,
  type CredentialCarrier,
} from '../token/index.js';
import { AcceptedRequests } from './accepted-requests.js';
import { routeAccess } from './access.decorators.js';

interface IncomingRequest extends CredentialCarrier {
  caller?: Caller | undefined;
  /** For the log. */
  provider?: string | undefined;
}

/** Tells tracers of every check of a token that is not in the cache; free while nobody listens. */
const verification = tracingChannel('nestjs-azure-auth:verify');

/** Lets nobody pass without a valid access token, except to routes marked `@Public()`. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly cache: VerifiedTokenCache,
    private readonly strategy: AccessTokenStrategy,
    private readonly exceptions: AuthExceptionFactory,
    private readonly accepted: AcceptedRequests,
  ) {}

  /** Answers synchronously for a token in the cache, so that Nest awaits nothing. */
  canActivate(context: ExecutionContext): true | Promise<true> {
    if (routeAccess(context).isPublic) {
      return true;
    }
    const [request, reply] = context.getArgs<[IncomingRequest, HeaderSink]>();
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5). In lower case,
    // as Fastify keeps names: any other spelling would be converted for each request.
    reply.header('cache-control', 'no-store');
    try {
      const presented = this.cache.present(presentedToken(request));
      const known = this.cache.get(presented);
      return known
        ? this.#accept(request, known)
        : verification
            .tracePromise(() => this.strategy.verify(presented, reply), {})
            .then(
              (caller) => this.#accept(request, caller),
              (error: unknown) => {
                throw this.#toException(error, request, reply, presented.token);
              },
            );
    } catch (error) {
      throw this.#toException(error, request, reply);
    }
  }

  #accept(request: IncomingRequest, caller: Caller): true {
    request.caller = caller;
    request.provider = caller.provider;
    this.accepted.add(caller);
    return true;
  }

  #toException(
    error: unknown,
    request: IncomingRequest,
    reply: HeaderSink,
    presented?: string,
  ): unknown {
    if (!(error instanceof RefusedError)) {
      return error;
    }
    const refusal =
      presented === undefined ? error.refusal : refusalOfPresented(presented, error.refusal);
    request.provider = error.provider;
    return this.exceptions.create(refusal, reply, error.provider);
  }
}
