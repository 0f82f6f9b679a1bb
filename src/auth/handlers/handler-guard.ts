import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AccessTokenGuard, ScopesGuard } from '../guards/index.js';

/** The guards of one application, one after the other. */
@Injectable()
export class GuardSequence {
  constructor(
    private readonly token: AccessTokenGuard,
    private readonly scopes: ScopesGuard,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    return (await this.token.canActivate(context)) && this.scopes.canActivate(context);
  }
}

/**
 * The guard that handlers get for which Nest runs no global guards. The class is named on the handler, which
 * several applications in a process may use, and each makes an instance of its own: with its own guards, and in an application
 * without `AuthModule` with none.
 */
@Injectable()
export class HandlerGuard implements CanActivate {
  constructor(@Optional() private readonly guards?: GuardSequence) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return this.guards?.canActivate(context) ?? true;
  }
}
