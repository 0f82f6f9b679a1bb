import type { ConfigurationFault } from './configuration.error.js';

type Given = Readonly<Record<string, string>>;

interface CrossCheck {
  readonly variable: string;
  readonly fault: string;
  readonly applies: (given: Given) => boolean;
}

const checks: readonly CrossCheck[] = [
  {
    variable: 'TLS_KEY',
    fault: 'is missing: TLS_CERT needs it',
    applies: ({ TLS_CERT, TLS_KEY }) => TLS_CERT !== undefined && TLS_KEY === undefined,
  },
  {
    variable: 'TLS_CERT',
    fault: 'is missing: TLS_KEY needs it',
    applies: ({ TLS_CERT, TLS_KEY }) => TLS_KEY !== undefined && TLS_CERT === undefined,
  },
  {
    variable: 'REDIRECT_URI',
    fault: 'must be https when TLS_CERT is set: nothing answers plain http then',
    applies: ({ TLS_CERT, REDIRECT_URI = 'http:' }) =>
      TLS_CERT !== undefined && REDIRECT_URI.startsWith('http:'),
  },
];

/** Faults that only two variables together show. Pure, and applied to values as they were given. */
export function crossFaults(given: Given): Omit<ConfigurationFault, 'example'>[] {
  return checks
    .filter(({ applies }) => applies(given))
    .map(({ variable, fault }) => ({ variable, fault }));
}
