import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokenGuard } from './access-token.guard.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { AuthStatistics } from './auth-statistics.js';
import { AUTH_OPTIONS, type AuthAsyncOptions, type AuthOptions } from './auth.options.js';
import { SigningKeys } from './keys/signing-keys.js';
import { MeController } from './me.controller.js';
import { RefusalAnswers } from './refusal-answers.js';
import { ScopesGuard } from './scopes.guard.js';
import { TokenMemory } from './token-memory.js';
import { TokenVerifier } from './token-verifier.js';

/**
 * Protects every route of the application it is imported in with access tokens. Guards run in the
 * order in which they stand here.
 */
@Module({})
export class AuthModule {
  static forRoot(options: AuthOptions): DynamicModule {
    return this.withOptions({ provide: AUTH_OPTIONS, useValue: options });
  }

  static forRootAsync({
    imports,
    inject = [],
    useFactory,
    guardsAfterToken,
  }: AuthAsyncOptions): DynamicModule {
    const options = { provide: AUTH_OPTIONS, inject, useFactory };
    return this.withOptions(options, imports, guardsAfterToken);
  }

  private static withOptions(
    options: Provider,
    imports: DynamicModule['imports'] = [],
    guardsAfterToken: AuthAsyncOptions['guardsAfterToken'] = [],
  ): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports,
      controllers: [MeController],
      providers: [
        options,
        SigningKeys,
        TokenMemory,
        TokenVerifier,
        RefusalAnswers,
        AuthStatistics,
        AccessTokenStrategy,
        { provide: APP_GUARD, useClass: AccessTokenGuard },
        ...guardsAfterToken.map((useClass) => ({ provide: APP_GUARD, useClass })),
        { provide: APP_GUARD, useClass: ScopesGuard },
      ],
      exports: [SigningKeys, AuthStatistics],
    };
  }
}
