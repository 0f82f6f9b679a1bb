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
  };
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
  /** Without `redisUrl` sessions are stored in the memory of this process. */
  readonly session: { readonly secret: string; readonly redisUrl?: string };
  /** Allowed but unusual settings, to be logged at start. */
  readonly warnings: readonly string[];
}
