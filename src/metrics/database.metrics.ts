import type { ConnectionUsage } from '../database/index.js';
import type { SampledMetrics } from './sampled-metrics.js';

/** Metrics of the connections to PostgreSQL; without samples on the embedded database, which has one. */
export const databaseMetrics: SampledMetrics<ConnectionUsage | undefined> = {
  counters: [],
  gauges: [
    {
      name: 'database_connections',
      help: 'Connections to PostgreSQL that are open, by whether a request uses them',
      labels: ['state'],
      read: (usage) =>
        usage
          ? [
              [usage.open - usage.idle, { state: 'used' }],
              [usage.idle, { state: 'idle' }],
            ]
          : [],
    },
    {
      name: 'database_connections_max',
      help: 'Connections to PostgreSQL that this process may have',
      read: (usage) => (usage ? [[usage.max]] : []),
    },
    {
      name: 'database_waiting_requests',
      help: 'Requests that wait for a connection to PostgreSQL',
      read: (usage) => (usage ? [[usage.waiting]] : []),
    },
  ],
};
