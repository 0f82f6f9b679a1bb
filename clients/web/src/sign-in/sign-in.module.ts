import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '../config/index.js';
import { ProviderModule } from '../provider/index.js';
import { PendingAuthorizationStore } from './pending-authorization.store.js';
import {
  B2cFlowsController,
  createCallbackController,
  SignInController,
} from './sign-in.controller.js';
import { SignInLimitGuard } from './sign-in-limit.guard.js';
import { SignInService } from './sign-in.service.js';

/** Signing in and out, editing a profile and resetting a password. */
@Module({})
export class SignInModule {
  static forRoot({ redirectUri, kind }: Settings['provider']): DynamicModule {
    return {
      module: SignInModule,
      imports: [ProviderModule],
      controllers: [
        SignInController,
        ...(kind === 'b2c' ? [B2cFlowsController] : []),
        createCallbackController(new URL(redirectUri).pathname),
      ],
      providers: [SignInService, PendingAuthorizationStore, SignInLimitGuard],
    };
  }
}
