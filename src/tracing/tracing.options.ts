/** How requests are traced. Where spans go to, the exporter reads from `OTEL_EXPORTER_OTLP_*` itself. */
export interface TracingOptions {
  /** The name of the service in the traces, unless `OTEL_SERVICE_NAME` gives another. */
  readonly serviceName: string;
  /** Which share of the traces that begin here is recorded, from 0 to 1. */
  readonly ratio: number;
}
