import { randomUUID } from 'node:crypto';

/** What a test provider is, where its defaults do not fit. */
export interface TestProviderOptions {
  /** Azure AD B2C (the default), Entra ID, or Entra External ID. */
  readonly kind?: 'b2c' | 'entra' | 'external-id';
  /** The first part of `NAME.onmicrosoft.com`: `contoso` unless set. */
  readonly tenantName?: string;
  /** The tenant's GUID. */
  readonly tenantId?: string;
  /**
   * Makes Entra ID one with many tenants (`common`), and lists the GUIDs of those that may call. Tokens are of the
   * first, unless one is asked for with another {@link TestTokenOptions.tenantId}. `tenantId` is not looked at then.
   */
  readonly allowedTenants?: readonly string[];
  /** The client id of the API: the audience of tokens. */
  readonly audience?: string;
  /** The client id of the application that tokens are issued to. */
  readonly clientId?: string;
  /** The user flows of B2C: `B2C_1_signupsignin` alone unless set. */
  readonly policies?: readonly string[];
  /** The scopes of a token that is asked for none: `user_impersonation` unless set. */
  readonly scopes?: readonly string[];
  /**
   * The id of the first signing key, the `kid` of tokens: a random one unless set. Two providers with the same one show
   * whether an application keeps their keys apart.
   */
  readonly keyId?: string;
}

/** {@link TestProviderOptions} with their defaults. */
export type TestProviderSettings = Required<TestProviderOptions>;

/** Completes the options. */
export function settingsOf(options: TestProviderOptions): TestProviderSettings {
  const [firstTenant = '33333333-3333-4333-8333-333333333333'] = options.allowedTenants ?? [];
  return {
    kind: 'b2c',
    tenantName: 'contoso',
    audience: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
    policies: ['B2C_1_signupsignin'],
    scopes: ['user_impersonation'],
    keyId: randomUUID(),
    allowedTenants: [],
    ...options,
    tenantId: (options.allowedTenants ? undefined : options.tenantId) ?? firstTenant,
  };
}

/** The issuer of the tokens of a tenant: with a closing slash from B2C, without from the others. */
export function issuerOf(
  { kind, tenantName }: Pick<TestProviderSettings, 'kind' | 'tenantName'>,
  tenantId: string,
): string {
  switch (kind) {
    case 'b2c':
      return `https://${tenantName}.b2clogin.com/${tenantId}/v2.0/`;
    case 'entra':
      return `https://login.microsoftonline.com/${tenantId}/v2.0`;
    case 'external-id':
      return `https://${tenantId}.ciamlogin.com/${tenantId}/v2.0`;
  }
}

/** The issuer that the discovery document names: for many tenants, a template of theirs. */
export function announcedIssuerOf(settings: TestProviderSettings): string {
  return issuerOf(settings, isMultiTenant(settings) ? '{tenantid}' : settings.tenantId);
}

/** Whether it is Entra ID with many tenants. */
export function isMultiTenant({ kind, allowedTenants }: TestProviderSettings): boolean {
  return kind === 'entra' && allowedTenants.length > 0;
}
