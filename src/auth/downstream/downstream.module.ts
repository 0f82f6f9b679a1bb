import { Module, type DynamicModule } from '@nestjs/common';
import { DownstreamApi } from './downstream-api.js';
import { DownstreamTokens } from './downstream-tokens.js';
import {
  DOWNSTREAM_OPTIONS,
  type DownstreamAsyncOptions,
  type DownstreamOptions,
} from './downstream.options.js';
import { MsalClients } from './msal-clients.js';

/** Lets an application that imports `AuthModule` call other APIs for its callers: see {@link DownstreamApi}. */
@Module({})
export class DownstreamModule {
  static forRoot(options: DownstreamOptions): DynamicModule {
    return this.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({
    imports = [],
    inject = [],
    useFactory,
  }: DownstreamAsyncOptions): DynamicModule {
    return {
      module: DownstreamModule,
      global: true,
      imports,
      providers: [
        { provide: DOWNSTREAM_OPTIONS, inject, useFactory },
        MsalClients,
        DownstreamTokens,
        DownstreamApi,
      ],
      exports: [DownstreamApi],
    };
  }
}
