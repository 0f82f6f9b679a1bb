import type { ProviderSettings } from '../config/index.js';

/** What to do about a failed check, in the words of the provider's portal. */
interface ProviderAdvice {
  /** Why there may be no discovery document at an address. */
  readonly missing: (name: string) => string;
  readonly issuer: string;
  /** What cannot be seen from outside about the version of tokens. */
  readonly version?: string;
}

const entraTenant =
  'Compare TENANT_ID with the Directory (tenant) ID on the Overview page of the tenant in the Microsoft Entra admin center.';
const version =
  'in the registration of the API, under Manage > Manifest, set api.requestedAccessTokenVersion to 2; token:explain says v1_token where that was forgotten';

/** The advice for each kind of provider. */
export const providerAdvice: Readonly<Record<ProviderSettings['kind'], ProviderAdvice>> = {
  b2c: {
    missing: (name) =>
      `There is no user flow or custom policy "${name}" in that tenant. Compare AUTH_POLICY_NAME with Azure AD B2C > User flows (or Identity Experience Framework) in the portal, and TENANT_NAME with the first part of the domain name on the Overview page.`,
    issuer:
      'Compare TENANT_ID with the Tenant ID on the Overview page of the tenant; leave it out if in doubt.',
  },
  entra: {
    missing: () => entraTenant,
    issuer: entraTenant,
    version,
  },
  'entra-multi-tenant': {
    missing: () =>
      'TENANT_ID must be organizations or common; check AUTHORITY_HOST if a national cloud is meant.',
    issuer: 'Use the v2.0 endpoint of organizations or common; its issuer holds {tenantid}.',
    version,
  },
  'external-id': {
    missing: () =>
      'Compare TENANT_NAME with the first part of the Primary domain, and TENANT_ID with the Tenant ID, both on the Overview page of the external tenant in the Microsoft Entra admin center.',
    issuer: 'Compare TENANT_ID with the Tenant ID on the Overview page of the external tenant.',
    version,
  },
};
