/** A discovery document, and how logs call where it is from. */
interface DocumentSettings {
  readonly name: string;
  readonly discoveryUrl: string;
}

/** One shape for each kind of provider. */
export type TokenSettings =
  | {
      readonly kind: 'b2c';
      readonly policies: readonly DocumentSettings[];
      readonly tenantId?: string;
    }
  | {
      readonly kind: 'entra' | 'external-id';
      readonly source: DocumentSettings;
      readonly tenantId: string;
      readonly allowGuests: boolean;
    }
  | {
      readonly kind: 'entra-multi-tenant';
      readonly source: DocumentSettings;
      /** Left out: every tenant. */
      readonly allowedTenants?: readonly string[];
      readonly consumers: boolean;
      readonly allowGuests: boolean;
    };

/** What the rest of the project is told about the identity provider, whichever one it is. */
export interface ProviderSettings {
  /** The provider's own rules for tokens, and where its documents are. */
  readonly token: TokenSettings;
  /** Where clients begin to look for the provider's addresses: its discovery documents, without their path. */
  readonly authorizationServers: readonly string[];
  /** Where a person signs in (RFC 6749 section 3.1). */
  readonly authorizationUrl: string;
  /** Where a code is exchanged for tokens (RFC 6749 section 3.2). */
  readonly tokenUrl: string;
  /** What stands before the short name of a scope in a request for it, without a closing slash. */
  readonly scopePrefix: string;
}

/** So many calls in so many seconds. */
export interface QuotaSettings {
  readonly calls: number;
  readonly seconds: number;
}

/** Everything the environment decides, validated, completed with defaults, and frozen. */
export interface Settings {
  readonly http: { readonly host: string; readonly port: number; readonly publicUrl: string };
  readonly provider: ProviderSettings;
  readonly access: {
    /** The API's own client id: the only audience that a token may have. */
    readonly audience: string;
    readonly clockSkewSeconds: number;
    readonly fullAccessScope?: string;
    readonly allowedClients?: readonly string[];
  };
  /** The single-page client that the documentation page signs in with. */
  readonly documentation: { readonly clientId?: string };
  /** With `url` PostgreSQL, without it the embedded database in `directory`. */
  readonly database: { readonly url?: string; readonly directory: string };
  /** What the edge lets through. What is left out is off. */
  readonly gateway: {
    readonly corsOrigins: readonly string[];
    readonly perAddress?: QuotaSettings;
    readonly perSubject?: QuotaSettings;
    readonly allowedAddresses?: readonly string[];
    readonly gatewayKeys?: readonly string[];
    readonly trustedProxies: readonly string[];
    readonly redisUrl?: string;
  };
  readonly logging: { readonly level: string };
  /** Left out: nothing is measured. */
  readonly metrics?: { readonly host: string; readonly port: number };
  /** Odd but allowed settings that the log should mention at start. */
  readonly warnings: readonly string[];
}
