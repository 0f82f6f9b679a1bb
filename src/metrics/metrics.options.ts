/** Token of {@link MetricsOptions} in dependency injection. */
export const METRICS_OPTIONS = Symbol('METRICS_OPTIONS');

/** Where metrics can be read. */
export interface MetricsOptions {
  readonly host: string;
  readonly port: number;
}
