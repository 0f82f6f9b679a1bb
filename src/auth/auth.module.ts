import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthStatistics } from './auth-statistics.js';
import { AUTH_OPTIONS, type AuthAsyncOptions, type AuthOptions } from './auth.options.js';
import { AcceptedRequests, AccessTokenGuard, ScopesGuard } from './guards/index.js';
import { SigningKeys } from './keys/index.js';
import { AuthExceptionFactory } from './refusals/index.js';
import { AccessTokenStrategy, AccessTokenValidator, VerifiedTokenCache } from './token/index.js';

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
      providers: [
        options,
        {
          provide: AuthExceptionFactory,
          inject: [AUTH_OPTIONS],
          useFactory: (challenge: AuthOptions) => new AuthExceptionFactory(challenge),
        },
        SigningKeys,
        VerifiedTokenCache,
        AccessTokenValidator,
        AccessTokenStrategy,
        AcceptedRequests,
        AuthStatistics,
        { provide: APP_GUARD, useClass: AccessTokenGuard },
        ...guardsAfterToken.map((useClass) => ({ provide: APP_GUARD, useClass })),
        { provide: APP_GUARD, useClass: ScopesGuard },
      ],
      exports: [SigningKeys, AuthStatistics],
    };
  }
}
