import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** A call that is being answered, for `DownstreamApi`. It shows neither token nor request. */
export class CallContext {
  readonly #context: ExecutionContext;

  constructor(context: ExecutionContext) {
    this.#context = context;
  }

  /** What Nest knows of the call. For `DownstreamApi`. */
  static contextOf(call: CallContext): ExecutionContext {
    return call.#context;
  }
}

/** The {@link CallContext}, for a parameter of a handler that calls another API for its own caller. */
export const OnBehalfOf = createParamDecorator(
  (_: unknown, context: ExecutionContext) => new CallContext(context),
);
