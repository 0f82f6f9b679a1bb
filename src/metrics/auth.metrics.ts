import type { AuthCounts } from '../auth/index.js';
import type { Sample, SampledMetrics } from './sampled-metrics.js';

/** Metrics that are read from the statistics of the auth module. */
export const authMetrics: SampledMetrics<AuthCounts> = {
  counters: [
    {
      name: 'auth_remembered_token_lookups_total',
      help: 'Tokens looked for among those that were verified a short while ago',
      labels: ['outcome'],
      read: ({ verifiedTokens: { hits, misses } }) => [
        [hits, { outcome: 'hit' }],
        [misses, { outcome: 'miss' }],
      ],
    },
    {
      name: 'auth_remembered_token_evictions_total',
      help: 'Remembered tokens that had to make room for others',
      read: ({ verifiedTokens }) => [[verifiedTokens.evictions]],
    },
    {
      name: 'auth_refusals_total',
      help: 'Requests refused for their token, by the code that the log gives as the reason',
      labels: ['reason', 'provider'],
      read: ({ refusals }) =>
        refusals.map(({ count, reason, provider }) => [count, { reason, provider }]),
    },
    {
      name: 'auth_key_fetches_total',
      help: 'Attempts to fetch signing keys',
      labels: ['provider', 'source', 'outcome'],
      read: ({ keys }) =>
        keys.flatMap(({ provider, keySet: source, fetchesSucceeded, fetchesFailed }): Sample[] => [
          [fetchesSucceeded, { provider, source, outcome: 'success' }],
          [fetchesFailed, { provider, source, outcome: 'failure' }],
        ]),
    },
    {
      name: 'auth_unknown_keys_total',
      help: 'Tokens that named a signing key which was not in memory',
      labels: ['provider', 'source'],
      read: ({ keys }) =>
        keys.map(({ provider, keySet: source, unknownKeys }) => [
          unknownKeys,
          { provider, source },
        ]),
    },
    {
      name: 'auth_accepted_total',
      help: 'Requests whose token was accepted, by provider and by the client it was issued to',
      labels: ['provider', 'client'],
      read: ({ accepted }) =>
        accepted.map(({ count, provider, client }) => [count, { provider, client }]),
    },
  ],
  gauges: [
    {
      name: 'auth_remembered_tokens',
      help: 'Tokens that are remembered now',
      read: ({ verifiedTokens }) => [[verifiedTokens.entries]],
    },
    {
      name: 'auth_signing_keys_age_seconds',
      help: 'Seconds since signing keys were last fetched; none before the first time',
      labels: ['provider', 'source'],
      read: ({ keys }) =>
        keys.flatMap(({ provider, keySet: source, secondsSinceSuccess: age }): Sample[] =>
          age === null ? [] : [[age, { provider, source }]],
        ),
    },
    {
      name: 'auth_signing_keys_usable',
      help: 'Whether there are signing keys that may be used now: 1 or 0',
      labels: ['provider', 'source'],
      read: ({ keys }) =>
        keys.map(({ provider, keySet: source, usable }) => [Number(usable), { provider, source }]),
    },
  ],
};
