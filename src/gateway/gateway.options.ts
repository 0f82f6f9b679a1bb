import type { Quota } from './limits/counter.js';

/** Everything the edge needs to know. What is left out is off. */
export interface GatewayOptions {
  /** The API's own external origin. */
  readonly publicUrl: string;
  /** Where the documentation page exchanges a code for tokens. */
  readonly tokenUrl: string;
  /** Web origins whose pages may call, exactly as browsers send them. */
  readonly corsOrigins: readonly string[];
  /** Addresses and blocks that may call; undefined: all. */
  readonly allowedAddresses?: readonly string[] | undefined;
  /** Secrets, one of which a gateway must send as `X-Gateway-Key`. */
  readonly gatewayKeys?: readonly string[] | undefined;
  /** Addresses and blocks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Requests of an address, counted before anybody looks at a token. */
  readonly perAddress?: Quota | undefined;
  /** Requests of a caller whose token was accepted. */
  readonly perSubject?: Quota | undefined;
  /** Where the counters are that all processes share; undefined: each process counts for itself. */
  readonly redisUrl?: string | undefined;
  /** Who is calling, once the token has been accepted. */
  readonly subjectOf: (request: object) => string | undefined;
}
