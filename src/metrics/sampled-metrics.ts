import { Counter, Gauge, type Registry } from 'prom-client';

/** A value, and the labels that distinguish it from others of the same metric. */
export type Sample = readonly [value: number, labels?: Readonly<Record<string, string>>];

/** A metric that is read from a source at each scrape. */
export interface SampledMetric<Source> {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly read: (source: Source) => readonly Sample[];
}

/** Metrics that only rise, and those that go up and down. */
export interface SampledMetrics<Source> {
  readonly counters: readonly SampledMetric<Source>[];
  readonly gauges: readonly SampledMetric<Source>[];
}

/** Registers metrics. Their values are read at each scrape. */
export function registerSampledMetrics<Source>(
  { counters, gauges }: SampledMetrics<Source>,
  readSource: () => Source,
  registry: Registry,
): void {
  const configuration = ({ name, help, labels = [] }: SampledMetric<Source>) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  for (const metric of counters) {
    void new Counter({
      ...configuration(metric),
      collect() {
        this.reset();
        for (const [value, labels = {}] of metric.read(readSource())) {
          this.inc(labels, value);
        }
      },
    });
  }
  for (const metric of gauges) {
    void new Gauge({
      ...configuration(metric),
      collect() {
        this.reset();
        const samples = metric.read(readSource());
        if (samples.length === 0 && !metric.labels) {
          // The reset has set it to 0, which would be a statement as well.
          this.remove();
        }
        for (const [value, labels = {}] of samples) {
          this.set(labels, value);
        }
      },
    });
  }
}
