import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule, type AuthOptions } from './auth/index.js';
import { SettingsModule, SettingsService, type Settings } from './config/index.js';
import { DatabaseModule, type DatabaseOptions } from './database/index.js';
import { EdgeModule, type Edge } from './edge/index.js';
import { HealthModule } from './health/index.js';
import { MetricsModule } from './metrics/index.js';
import { MeModule } from './me/index.js';
import { resourceMetadataPath } from './openapi/index.js';
import { quotasPerOwner, resources, storage } from './resources.js';
import type { Tracing } from './tracing/index.js';

/** The table of contents. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, edge: Edge, tracing?: Tracing): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        EdgeModule.forRoot(edge.subjectLimit),
        AuthModule.forRootAsync({
          inject: [SettingsService],
          useFactory: authOptions,
          guardsAfterToken: edge.guardsAfterToken,
        }),
        DatabaseModule.forRootAsync({
          inject: [SettingsService],
          useFactory: (service: SettingsService) => ({
            ...databaseOptions(service),
            onQuery: tracing?.traceQuery,
          }),
        }),
        ...resources.map(({ module }) => module),
        MeModule,
        HealthModule,
        ...(settings.metrics
          ? [MetricsModule.forRoot({ ...settings.metrics, readLimits: () => edge.readLimits() })]
          : []),
      ],
    };
  }
}

function authOptions(settings: SettingsService): AuthOptions {
  const { publicUrl } = settings.get('http', { infer: true });
  return {
    ...settings.get('auth', { infer: true }),
    realm: publicUrl,
    resourceMetadataUrl: publicUrl + resourceMetadataPath,
    hints: { guest: 'set ALLOW_GUESTS to true to let accounts of other tenants in' },
  };
}

function databaseOptions(settings: SettingsService): DatabaseOptions {
  const { maxPerOwner } = settings.get('tasks', { infer: true });
  return {
    ...settings.get('database', { infer: true }),
    ...storage,
    quotas: quotasPerOwner(maxPerOwner),
  };
}
