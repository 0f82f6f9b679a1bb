import { types } from 'node:util';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthExceptionFactory, RefusedError } from '../refusals/index.js';
import type { Caller } from '../token/index.js';
import { Calls, exceptionFor, transportOf, type Call } from '../transports/index.js';
import { AcceptedRequestCounter } from './accepted-request.counter.js';
import { Admission } from './admission.js';
import { routeAccess } from './access.decorators.js';

/** Lets nobody pass without a valid access token, except to routes marked `@Public()`. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  /** Where Nest runs global guards, handlers of gateways and of messages have this guard twice. */
  readonly #decided = new WeakSet<ExecutionContext>();

  constructor(
    private readonly calls: Calls,
    private readonly admission: Admission,
    private readonly exceptions: AuthExceptionFactory,
    private readonly accepted: AcceptedRequestCounter,
  ) {}

  /** Answers synchronously for a token in the cache, so that Nest awaits nothing. */
  canActivate(context: ExecutionContext): true | Promise<true> {
    const { isPublic, hasOptionalCaller } = routeAccess(context);
    if ((isPublic && !hasOptionalCaller) || this.#decided.has(context)) {
      return true;
    }
    const call = this.calls.of(context);
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5). In lower case,
    // as Fastify keeps names: any other spelling would be converted for each request.
    call.sink.header('cache-control', 'no-store');
    try {
      const caller = this.admission.admit(call.credentials, call.carrier);
      return types.isPromise(caller)
        ? caller.then(
            (found) => this.#accept(context, call, found),
            (error: unknown) => this.#refuse(context, call, error),
          )
        : this.#accept(context, call, caller);
    } catch (error) {
      return this.#refuse(context, call, error);
    }
  }

  #accept(context: ExecutionContext, call: Call, caller: Caller): true {
    call.carrier.provider = caller.provider;
    this.accepted.add(caller);
    call.accepted?.(caller);
    if (transportOf(context) !== 'http') {
      this.#decided.add(context);
    }
    return true;
  }

  async #refuse(context: ExecutionContext, call: Call, error: unknown): Promise<true> {
    if (!(error instanceof RefusedError)) {
      throw error;
    }
    if (error.refusal.kind === 'no_credentials' && routeAccess(context).hasOptionalCaller) {
      return true;
    }
    call.carrier.provider = error.provider;
    const exception = this.exceptions.create(error.refusal, call.sink, error.provider);
    throw await exceptionFor(transportOf(context), exception);
  }
}
