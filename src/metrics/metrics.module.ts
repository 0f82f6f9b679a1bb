import { Module, type DynamicModule } from '@nestjs/common';
import { MetricsListener } from './metrics.listener.js';
import { METRICS_OPTIONS, type MetricsOptions } from './metrics.options.js';

/** Measures the API and publishes the figures, on a port of their own. Left out, nothing is measured. */
@Module({})
export class MetricsModule {
  static forRoot(options: MetricsOptions): DynamicModule {
    return {
      module: MetricsModule,
      providers: [{ provide: METRICS_OPTIONS, useValue: options }, MetricsListener],
    };
  }
}
