/** What this client sends people to the provider for. */
export type UserFlow = 'sign-in' | 'edit-profile' | 'reset-password';

/** One user flow or custom policy of the tenant. */
export interface PolicySettings {
  readonly name: string;
  /** `ORIGIN/NAME.onmicrosoft.com/POLICY`, in lower case: B2C ignores case, MSAL does not. */
  readonly authority: string;
}

/** Everything the environment decides, validated, completed with defaults, and frozen. */
export interface Settings {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Where browsers find this client: the origin of the redirect URI. */
    readonly publicOrigin: string;
    /** Content of the certificate and key files; without them the client serves plain HTTP. */
    readonly tls?: { readonly cert: string; readonly key: string };
    /** Addresses and CIDR blocks whose `X-Forwarded-For` is believed. */
    readonly trustedProxies: readonly string[];
  };
  /** For requests that start a sign-in, per address; without it there is no limit. */
  readonly rateLimit?: { readonly calls: number; readonly seconds: number } | undefined;
  readonly provider: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
    readonly policies: Readonly<Record<UserFlow, PolicySettings>>;
  };
  readonly downstream: {
    readonly endpoint: string;
    readonly scopes: readonly string[];
    /** For one response of the API, body included. */
    readonly timeoutMs: number;
  };
  readonly session: {
    /** The first encrypts and signs, each of them decrypts and verifies. */
    readonly secrets: readonly string[];
    /** Without it sessions are stored in the memory of this process. */
    readonly redisUrl?: string;
  };
  /** For https requests to the provider and the API; `noProxy` lists exceptions, as in `NO_PROXY`. */
  readonly outgoingProxy?: { readonly url: string; readonly noProxy: string };
  /** Allowed but unusual settings, to be logged at start. */
  readonly warnings: readonly string[];
}
