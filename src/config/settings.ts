import type { OutgoingProxy, ProviderOptions } from '../auth/index.js';
import type { TracingOptions } from '../tracing/index.js';

/** An identity provider: whose tokens are accepted, and where clients get them. */
export type ProviderSettings = ProviderOptions & {
  /** Where clients begin to look for the provider's addresses: its discovery documents, without their path. */
  readonly authorizationServers: readonly string[];
  /** Where a person signs in (RFC 6749 section 3.1). */
  readonly authorizationUrl: string;
  /** Where a code is exchanged for tokens (RFC 6749 section 3.2). */
  readonly tokenUrl: string;
  /** Where the person's session at the provider ends (OpenID Connect RP-Initiated Logout 1.0). */
  readonly logoutUrl: string;
  /**
   * Where a forgotten password is reset: B2C sends people back to the client for it. Of the listed user
   * flows, the first with "reset" in its name.
   */
  readonly passwordReset?:
    { readonly authorizationUrl: string; readonly tokenUrl: string } | undefined;
  /** What precedes the short name of a scope in a request for it, without a closing slash. */
  readonly scopePrefix: string;
  /** What precedes the names of this provider's variables, such as `CUSTOMERS_`; left out: nothing. */
  readonly variablePrefix?: string | undefined;
  /** The single-page client that the documentation page signs in with. */
  readonly documentationClientId?: string | undefined;
};

/** So many calls in so many seconds. */
export interface Quota {
  readonly calls: number;
  readonly seconds: number;
}

/** What the edge lets through. A setting that is left out switches its check off. */
export interface EdgeSettings {
  /** Web origins whose pages may call, exactly as browsers send them. */
  readonly corsOrigins: readonly string[];
  /** Limit on the requests of an address, counted before the token is checked. */
  readonly perAddress?: Quota;
  /** Limit on the requests of a caller whose token was accepted. */
  readonly perSubject?: Quota;
  /** Addresses and blocks that may call; left out: all. */
  readonly allowedAddresses?: readonly string[];
  /** Secrets, one of which a gateway must send as `X-Gateway-Key`. */
  readonly gatewayKeys?: readonly string[];
  /** Addresses and blocks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Redis with counters that all processes share; left out: each process counts for itself. */
  readonly redisUrl?: string;
}

/** What helps on a developer's machine, and exists nowhere else: see `development.ts`. */
export interface DevelopmentSettings {
  /** Where the local providers are; the first one hands out tokens. */
  readonly providerOrigins: readonly string[];
  /** Programs that run beside the API. */
  readonly links: readonly { readonly name: string; readonly url: string }[];
  /** With what somebody can sign in at the local provider. */
  readonly signIn?: { readonly email: string; readonly password: string } | undefined;
}

/** Everything the environment decides, validated, completed with defaults, and frozen. */
export interface Settings {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** The Unix socket or Windows named pipe to listen on; then host and port say nothing. */
    readonly path?: string;
    /** Where callers find the API: an origin, perhaps with a path, without a closing slash. */
    readonly publicUrl: string;
  };
  readonly auth: {
    /** At least one; the first is the one that challenges name where nothing else decides. */
    readonly providers: readonly [ProviderSettings, ...ProviderSettings[]];
    readonly clockSkewSeconds: number;
    /** The authentication context that is required to delete all finished tasks; left out: none. */
    readonly stepUpContext?: string | undefined;
    /** How documents of the providers are fetched; left out: directly. */
    readonly outgoingProxy?: OutgoingProxy | undefined;
  };
  /** Whether the documentation page and the OpenAPI document are served. */
  readonly documentation: { readonly enabled: boolean };
  /** With `url` PostgreSQL, without it the embedded database in `directory`. */
  readonly database: {
    readonly url?: string;
    readonly directory: string;
    /** Connections to PostgreSQL of this process. */
    readonly poolMax: number;
  };
  /** `maxPerOwner` of 0: no bound. */
  readonly tasks: { readonly maxPerOwner: number };
  readonly edge: EdgeSettings;
  readonly logging: {
    readonly level: string;
    /** What pseudonyms in the log are made with; left out: random for each process. */
    readonly pseudonymKey?: string;
  };
  /** Left out: nothing is measured. */
  readonly metrics?: { readonly host: string; readonly port: number };
  /** Left out: nothing is traced. */
  readonly tracing?: TracingOptions;
  /** Left out wherever the API is not on a developer's machine. */
  readonly development?: DevelopmentSettings | undefined;
  /** Odd but allowed settings that the log should mention at start. */
  readonly warnings: readonly string[];
}
