import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { SettingsModule, type Settings } from './config/index.js';
import { DownstreamModule } from './downstream/index.js';
import { ErrorPageFilter, PagesModule } from './pages/index.js';
import { CsrfGuard } from './session/index.js';
import { SignInModule } from './sign-in/index.js';

/** The modules of this client, and what applies to every route. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        SignInModule.forRoot(settings.provider),
        DownstreamModule,
        PagesModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: CsrfGuard },
        { provide: APP_FILTER, useClass: ErrorPageFilter },
      ],
    };
  }
}
