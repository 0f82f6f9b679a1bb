import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { toException } from './auth.exception.js';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { PUBLIC } from './public.decorator.js';
import { RefusedError } from './refusal.js';

/** Lets nobody pass without a valid access token, except to routes marked `@Public()`. */
@Injectable()
export class AccessTokenGuard extends AuthGuard() {
  constructor(
    @Inject(AUTH_OPTIONS) private readonly authOptions: AuthOptions,
    strategy: AccessTokenStrategy,
    private readonly reflector: Reflector,
  ) {
    super({ defaultStrategy: strategy.name, property: 'caller' });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(PUBLIC, [context.getHandler(), context.getClass()])) {
      return true;
    }
    // Whatever the answer is, it belongs to this caller alone (RFC 9111 section 5.2.2.5).
    context
      .switchToHttp()
      .getResponse<{ header(name: string, value: string): void }>()
      .header('Cache-Control', 'no-store');
    try {
      return (await super.canActivate(context)) === true;
    } catch (error) {
      throw error instanceof RefusedError
        ? toException(error.refusal, this.authOptions.realm)
        : error;
    }
  }

  /** passport's verdict. An error that is none of ours came from verifying the signature. */
  override handleRequest<Caller>(error: unknown, caller: Caller, info: unknown): Caller {
    if (error) throw error;
    if (caller) return caller;
    throw info instanceof RefusedError
      ? info
      : new RefusedError({ kind: 'invalid_token', reason: 'signature' });
  }
}
