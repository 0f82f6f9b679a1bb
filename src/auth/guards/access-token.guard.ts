import { tracingChannel } from 'node:diagnostics_channel';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthExceptionFactory, RefusedError } from '../refusals/index.js';
import {
  AccessTokenStrategy,
  presentedToken,
  refusalOfPresented,
  VerifiedTokenCache,
  type Caller,
} from '../token/index.js';
import { AcceptedRequests } from './accepted-requests.js';
import { routeAccess } from './access.decorators.js';
import { HttpMessages } from './http-messages.js';

/** What the guard leaves on a request. */
interface AuthenticatedRequest {
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
    private readonly messages: HttpMessages,
  ) {}

  /** Answers synchronously for a token in the cache, so that Nest awaits nothing. */
  canActivate(context: ExecutionContext): true | Promise<true> {
    if (routeAccess(context).isPublic) {
      return true;
    }
    refuseUnlessHttp(context);
    const [request, response] = context.getArgs<[AuthenticatedRequest, unknown]>();
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5). In lower case,
    // as Fastify keeps names: any other spelling would be converted for each request.
    this.messages.setHeader(response, 'cache-control', 'no-store');
    try {
      const credentials = this.messages.credentialsOf(request);
      const presented = this.cache.present(presentedToken(credentials));
      const known = this.cache.get(presented);
      return known
        ? this.#accept(request, known)
        : verification
            .tracePromise(() => this.strategy.verify(presented), {})
            .then(
              (caller) => this.#accept(request, caller),
              (error: unknown) => {
                throw this.#toException(error, request, response, presented.token);
              },
            );
    } catch (error) {
      throw this.#toException(error, request, response);
    }
  }

  #accept(request: AuthenticatedRequest, caller: Caller): true {
    request.caller = caller;
    request.provider = caller.provider;
    this.accepted.add(caller);
    return true;
  }

  #toException(
    error: unknown,
    request: AuthenticatedRequest,
    response: unknown,
    presented?: string,
  ): unknown {
    if (!(error instanceof RefusedError)) {
      return error;
    }
    const refusal =
      presented === undefined ? error.refusal : refusalOfPresented(presented, error.refusal);
    request.provider = error.provider;
    return this.exceptions.create(refusal, this.messages.sinkOf(response), error.provider);
  }
}

/**
 * A message of a gateway, a microservice or GraphQL carries its credentials elsewhere, where they are not
 * looked for. So it is refused, by name, and not let through.
 */
function refuseUnlessHttp(context: ExecutionContext): void {
  const type = context.getType<string>();
  if (type !== 'http') {
    const handler = `${context.getClass().name}.${context.getHandler().name}`;
    throw new TypeError(
      `AuthModule authenticates HTTP requests only, and ${handler} was called by way of "${type}"; ` +
        'mark it @Public() if something else guards it',
    );
  }
}
