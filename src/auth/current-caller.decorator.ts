import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from './caller.js';

/** The {@link Caller} of the request, for a parameter of a route that needs a token. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Caller }>();
  if (!caller) throw new TypeError('@CurrentCaller() on a route that is marked @Public()');
  return caller;
});
