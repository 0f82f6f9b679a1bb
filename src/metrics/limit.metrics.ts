import type { LimitUsage } from '../edge/index.js';
import type { SampledMetrics } from './sampled-metrics.js';

/** Metrics of the limits on requests. How many were refused is in `http_refusals_total`. */
export const limitMetrics: SampledMetrics<LimitUsage> = {
  counters: [],
  gauges: [
    {
      name: 'rate_limit_counted_keys',
      help: 'Addresses, networks and people that are counted in the memory of this process',
      labels: ['limit'],
      read: ({ limits }) => limits.map(({ limit, countedKeys }) => [countedKeys, { limit }]),
    },
    {
      name: 'rate_limit_exhausted_keys',
      help: 'Addresses, networks and people that are remembered because they used up a quota',
      labels: ['limit'],
      read: ({ limits }) => limits.map(({ limit, exhaustedKeys }) => [exhaustedKeys, { limit }]),
    },
    {
      name: 'rate_limit_shared',
      help: 'Whether requests are counted for all processes, in Redis: 1 or 0',
      read: ({ shared }) => (shared === undefined ? [] : [[Number(shared)]]),
    },
  ],
};
