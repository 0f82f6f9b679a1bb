/** What this client sends people to the provider for. */
export type UserFlow = 'sign-in' | 'edit-profile' | 'reset-password';

/** Azure AD B2C, Entra ID or Entra External ID. */
export type ProviderKind = 'b2c' | 'entra' | 'external-id';

/** Where a user flow takes place. */
export interface AuthoritySettings {
  /**
   * `ORIGIN/NAME.onmicrosoft.com/POLICY` with B2C, otherwise `ORIGIN/TENANT_ID`; in lower case: the
   * provider ignores case, MSAL does not.
   */
  readonly url: string;
  /** With B2C: the name of the user flow or custom policy. */
  readonly policy?: string;
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
    readonly kind: ProviderKind;
    /** The tenant's GUID; with B2C it is not needed. */
    readonly tenantId?: string | undefined;
    /** Profile editing and password reset are flows of their own with B2C only. */
    readonly authorities: Readonly<
      Record<'sign-in', AuthoritySettings> & Partial<Record<UserFlow, AuthoritySettings>>
    >;
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
