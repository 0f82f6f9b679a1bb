import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import type { Settings } from './settings.js';

/** How any module asks for settings: `inject: [SettingsService]`, then `get('database', { infer: true })`. */
export class SettingsService extends ConfigService<Settings, true> {}

/** Makes the settings known to every module. They have been validated before the first module exists. */
@Module({})
export class SettingsModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      imports: [
        ConfigModule.forRoot({
          load: [() => ({ ...settings })],
          // Without these, a variable named like a setting ("http") would win over the setting.
          ignoreEnvFile: true,
          skipProcessEnv: true,
        }),
      ],
      providers: [{ provide: SettingsService, useExisting: ConfigService }],
      exports: [SettingsService],
    };
  }
}
