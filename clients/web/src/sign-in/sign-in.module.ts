import { Module, type DynamicModule } from '@nestjs/common';
import { ProviderModule } from '../provider/index.js';
import { PendingAuthorizationStore } from './pending-authorization.store.js';
import { createCallbackController, SignInController } from './sign-in.controller.js';
import { SignInLimitGuard } from './sign-in-limit.guard.js';
import { SignInService } from './sign-in.service.js';

/** Signing in and out, editing a profile and resetting a password. */
@Module({})
export class SignInModule {
  /** @param redirectUri where the provider redirects to */
  static forRoot({ redirectUri }: { readonly redirectUri: string }): DynamicModule {
    return {
      module: SignInModule,
      imports: [ProviderModule],
      controllers: [SignInController, createCallbackController(new URL(redirectUri).pathname)],
      providers: [SignInService, PendingAuthorizationStore, SignInLimitGuard],
    };
  }
}
