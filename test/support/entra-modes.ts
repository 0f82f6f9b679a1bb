import type {
  TestProvider,
  TestProviderOptions,
  TestTokenOptions,
} from '../../src/auth/testing/index.js';
import { startProvider } from './provider.js';

export const homeTenant = '33333333-3333-4333-8333-333333333333';
export const otherTenant = '77777777-7777-4777-8777-777777777777';
export const consumerTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** The modes of an API behind Entra ID or External ID, by the variables that choose them. */
export const modes = {
  'one tenant': {
    provider: { kind: 'entra', tenantId: homeTenant },
    issuer: `https://login.microsoftonline.com/${homeTenant}/v2.0`,
    environment: { IDENTITY_PROVIDER: 'entra', TENANT_ID: homeTenant },
  },
  'many tenants': {
    provider: { kind: 'entra', allowedTenants: [homeTenant, consumerTenant] },
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    environment: {
      IDENTITY_PROVIDER: 'entra',
      TENANT_ID: 'common',
      ALLOWED_TENANTS: `${homeTenant},${consumerTenant}`,
    },
  },
  'External ID': {
    provider: { kind: 'external-id', tenantId: homeTenant },
    issuer: `https://${homeTenant}.ciamlogin.com/${homeTenant}/v2.0`,
    environment: { IDENTITY_PROVIDER: 'external-id', TENANT_ID: homeTenant },
  },
} as const satisfies Record<
  string,
  { provider: TestProviderOptions; issuer: string; environment: Record<string, string> }
>;
export type Mode = keyof typeof modes;

/** Starts the provider of a mode. */
export function startMode(mode: Mode): Promise<TestProvider> {
  return startProvider(modes[mode].provider);
}

/** An application's token, with the optional claim that says so, and with a permission. */
export function appTokenOf(
  provider: TestProvider,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return provider.token({ application: true, appPermissions: ['Tasks.Read.All'], claims });
}

/** What to ask for so that a token has certain claims: with many tenants, its issuer is that of its tenant. */
export function requestFor(
  mode: Mode,
  claims: Readonly<Record<string, unknown>>,
): TestTokenOptions {
  const { tid } = claims;
  return mode === 'many tenants' && typeof tid === 'string'
    ? { tenantId: tid, claims }
    : { claims };
}
