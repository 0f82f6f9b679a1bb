/** What a person can be sent to the provider for. */
export type UserFlow = 'sign-in' | 'edit-profile' | 'reset-password';

/** One user flow or custom policy of the tenant. */
export interface PolicySettings {
  readonly name: string;
  /** `ORIGIN/NAME.onmicrosoft.com/POLICY`, in lower case: B2C does not tell case apart, MSAL does. */
  readonly authority: string;
}

/** Everything the environment decides, validated, completed with defaults, and frozen. */
export interface Settings {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Where browsers find this client: the origin of the redirect URI. */
    readonly publicOrigin: string;
    /** Content of the certificate and key files; without it the client speaks plain HTTP. */
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
    /** How long the API may take for one answer, body included. */
    readonly timeLimitMs: number;
  };
  /** Without `redisUrl` sessions are kept in memory, by this process alone. */
  readonly session: { readonly secret: string; readonly redisUrl?: string };
  /** Odd but allowed settings that the log should mention at start. */
  readonly warnings: readonly string[];
}

/** Under this name settings are injected. */
export const SETTINGS = Symbol('SETTINGS');
