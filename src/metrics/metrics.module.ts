import { Module, type DynamicModule } from '@nestjs/common';
import { METRICS_OPTIONS, MetricsServer, type MetricsOptions } from './metrics.server.js';

/** Measures the API and serves the metrics on a port of their own. Nothing is measured without it. */
@Module({})
export class MetricsModule {
  static forRoot(options: MetricsOptions): DynamicModule {
    return {
      module: MetricsModule,
      providers: [{ provide: METRICS_OPTIONS, useValue: options }, MetricsServer],
    };
  }
}
