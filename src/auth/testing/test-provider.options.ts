/** What a test provider is, where its defaults do not fit. */
export interface TestProviderOptions {
  /** Azure AD B2C (the default), Entra ID with one tenant, or Entra External ID. */
  readonly kind?: 'b2c' | 'entra' | 'external-id';
  /** The first part of `NAME.onmicrosoft.com`: `contoso` unless set. */
  readonly tenantName?: string;
  /** The tenant's GUID. */
  readonly tenantId?: string;
  /** The client id of the API: the audience of tokens. */
  readonly audience?: string;
  /** The client id of the application that tokens are issued to. */
  readonly clientId?: string;
  /** The user flows of B2C: `B2C_1_signupsignin` alone unless set. */
  readonly policies?: readonly string[];
  /** The scopes of a token that is asked for none: `user_impersonation` unless set. */
  readonly scopes?: readonly string[];
}

/** {@link TestProviderOptions} with their defaults, and the issuer that follows from them. */
export type TestProviderSettings = Required<TestProviderOptions> & { readonly issuer: string };

/** Completes the options. */
export function settingsOf(options: TestProviderOptions): TestProviderSettings {
  const settings = {
    kind: 'b2c',
    tenantName: 'contoso',
    tenantId: '33333333-3333-4333-8333-333333333333',
    audience: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
    policies: ['B2C_1_signupsignin'],
    scopes: ['user_impersonation'],
    ...options,
  } as const;
  return { ...settings, issuer: issuerOf(settings, settings.tenantId) };
}

/** The issuer that a provider announces for a tenant: with a closing slash from B2C, without from the others. */
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
