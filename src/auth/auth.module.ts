import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthStatistics } from './auth-statistics.js';
import {
  AUTH_OPTIONS,
  AUTH_PROVIDERS,
  type AuthAsyncOptions,
  AUTH_MODULE_OPTIONS,
  type AuthOptions,
  type ProviderOptions,
  type ResolvedAuthOptions,
} from './auth.options.js';
import {
  AcceptedRequestCounter,
  AccessTokenGuard,
  Admission,
  ScopesGuard,
} from './guards/index.js';
import {
  FieldResolvers,
  GuardSequence,
  HandlerGuard,
  HandlerGuards,
  SocketAuthentication,
} from './handlers/index.js';
import { SigningKeys } from './keys/index.js';
import { checkOptions } from './options.schema.js';
import { AuthExceptionFactory } from './refusals/index.js';
import {
  AccessTokenStrategy,
  AccessTokenValidator,
  TokenAuthenticator,
  VerifiedTokenCache,
} from './token/index.js';
import { Calls, Connections, HttpMessages } from './transports/index.js';

/**
 * Protects every route of the application it is imported in with access tokens. Guards run in the
 * order in which they stand here.
 */
@Module({})
export class AuthModule {
  static forRoot(options: AuthOptions): DynamicModule {
    return this.withOptions({ useFactory: () => options });
  }

  static forRootAsync({
    imports,
    inject = [],
    useFactory,
    guardsAfterToken,
  }: AuthAsyncOptions): DynamicModule {
    return this.withOptions({ inject, useFactory }, imports, guardsAfterToken);
  }

  private static withOptions(
    { inject = [], useFactory }: Pick<AuthAsyncOptions, 'inject' | 'useFactory'>,
    imports: DynamicModule['imports'] = [],
    guardsAfterToken: AuthAsyncOptions['guardsAfterToken'] = [],
  ): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports,
      providers: [
        { provide: AUTH_MODULE_OPTIONS, inject, useFactory },
        {
          provide: AUTH_PROVIDERS,
          inject: [AUTH_MODULE_OPTIONS],
          useFactory: ({ providers: trusted }: AuthOptions) => trusted,
        },
        {
          provide: AUTH_OPTIONS,
          inject: [AUTH_MODULE_OPTIONS, AUTH_PROVIDERS],
          useFactory: (given: AuthOptions, trusted: readonly ProviderOptions[]) =>
            resolveOptions({ ...given, providers: trusted }),
        },
        {
          provide: AuthExceptionFactory,
          inject: [AUTH_OPTIONS],
          useFactory: (challenge: ResolvedAuthOptions) => new AuthExceptionFactory(challenge),
        },
        SigningKeys,
        VerifiedTokenCache,
        AccessTokenValidator,
        AccessTokenStrategy,
        TokenAuthenticator,
        AcceptedRequestCounter,
        Admission,
        HttpMessages,
        Connections,
        Calls,
        AuthStatistics,
        AccessTokenGuard,
        ScopesGuard,
        GuardSequence,
        HandlerGuard,
        HandlerGuards,
        FieldResolvers,
        SocketAuthentication,
        { provide: APP_GUARD, useExisting: AccessTokenGuard },
        ...guardsAfterToken.map((useClass) => ({ provide: APP_GUARD, useClass })),
        { provide: APP_GUARD, useExisting: ScopesGuard },
      ],
      exports: [
        SigningKeys,
        AuthStatistics,
        // For the guard that handlers get, and for DownstreamModule.
        GuardSequence,
        AUTH_OPTIONS,
        AuthExceptionFactory,
        Calls,
      ],
    };
  }
}

/** @throws {TypeError} that names every option which is wrong */
function resolveOptions(options: AuthOptions): ResolvedAuthOptions {
  checkOptions(options);
  const { realm = options.providers[0]?.audience ?? '', clockSkewSeconds = 60 } = options;
  return { ...options, realm, clockSkewSeconds };
}
