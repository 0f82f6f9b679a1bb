import { faultsOf, minimal } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

const APP_CLIENT_ID = '11111111-1111-4111-8111-111111111111';
const tenant = '33333333-3333-4333-8333-333333333333';
const entra = { IDENTITY_PROVIDER: 'entra', APP_CLIENT_ID };
const externalId = { IDENTITY_PROVIDER: 'external-id', TENANT_NAME: 'contoso', APP_CLIENT_ID };

/** The discovery documents of a deployment. */
function discoveryUrls(environment: Record<string, string>): string[] {
  const [provider] = parseSettings(environment).auth.providers;
  return (provider.kind === 'b2c' ? provider.policies : [provider.keySet]).map(
    ({ discoveryUrl }) => discoveryUrl,
  );
}

describe('Entra ID', () => {
  it('is asked for one tenant at its own addresses', () => {
    const [provider] = parseSettings({ ...entra, TENANT_ID: tenant.toUpperCase() }).auth.providers;
    expect(provider).toEqual({
      name: 'entra',
      kind: 'entra',
      keySet: {
        name: tenant,
        discoveryUrl: `https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration?appid=${APP_CLIENT_ID}`,
      },
      tenantId: tenant,
      allowGuests: false,
      audience: APP_CLIENT_ID,
      fullAccessScope: undefined,
      allowedClients: undefined,
      formerOwner: undefined,
      documentationClientId: undefined,
      authorizationServers: [`https://login.microsoftonline.com/${tenant}/v2.0`],
      authorizationUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
      tokenUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
      logoutUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/logout`,
      scopePrefix: `api://${APP_CLIENT_ID}`,
    });
  });

  it.each(['organizations', 'common'])('takes tokens of many tenants with %s', (authority) => {
    const environment = { ...entra, TENANT_ID: authority, ALLOWED_TENANTS: `${tenant}, ` };
    expect(parseSettings(environment).auth.providers[0]).toMatchObject({
      kind: 'entra-multi-tenant',
      keySet: {
        name: authority,
        discoveryUrl: `https://login.microsoftonline.com/${authority}/v2.0/.well-known/openid-configuration?appid=${APP_CLIENT_ID}`,
      },
      allowedTenants: [tenant],
      consumers: authority === 'common',
      allowGuests: false,
    });
  });

  it('lets every tenant in only where that is said in so many words', () => {
    const many = { ...entra, TENANT_ID: 'common' };
    expect(parseSettings({ ...many, ALLOWED_TENANTS: '*' }).auth.providers[0]).not.toHaveProperty(
      'allowedTenants',
    );
    const fault = expect.stringContaining('* for every tenant') as string;
    for (const ALLOWED_TENANTS of [undefined, '', `*,${tenant}`, 'contoso.com', '**']) {
      expect(faultsOf({ ...many, ALLOWED_TENANTS })).toEqual({ ALLOWED_TENANTS: fault });
    }
  });

  it('needs no tenant name and no policy, and reports what it does need at once', () => {
    expect(Object.keys(faultsOf({ IDENTITY_PROVIDER: 'entra', ALLOW_GUESTS: 'yes' }))).toEqual([
      'TENANT_ID',
      'ALLOW_GUESTS',
      'APP_CLIENT_ID',
    ]);
    expect(Object.keys(faultsOf({ ...entra, TENANT_ID: 'common', PORT: 'x' })).toSorted()).toEqual([
      'ALLOWED_TENANTS',
      'PORT',
    ]);
    expect(faultsOf({ ...entra, TENANT_ID: 'contoso.com' })).toHaveProperty('TENANT_ID');
  });

  it('is found in a national cloud', () => {
    const environment = {
      ...entra,
      TENANT_ID: tenant,
      AUTHORITY_HOST: 'https://login.microsoftonline.us',
    };
    expect(parseSettings(environment).auth.providers[0]).toMatchObject({
      keySet: {
        discoveryUrl: `https://login.microsoftonline.us/${tenant}/v2.0/.well-known/openid-configuration?appid=${APP_CLIENT_ID}`,
      },
    });
  });
});

describe('External ID', () => {
  it('is found by name and GUID', () => {
    const [provider] = parseSettings({ ...externalId, TENANT_ID: tenant }).auth.providers;
    expect(provider).toMatchObject({
      kind: 'external-id',
      tenantId: tenant,
      keySet: {
        name: 'contoso',
        discoveryUrl: `https://contoso.ciamlogin.com/${tenant}/v2.0/.well-known/openid-configuration?appid=${APP_CLIENT_ID}`,
      },
      authorizationUrl: `https://contoso.ciamlogin.com/${tenant}/oauth2/v2.0/authorize`,
      scopePrefix: `https://contoso.onmicrosoft.com/${APP_CLIENT_ID}`,
    });
  });

  it('needs both', () => {
    expect(
      Object.keys(faultsOf({ IDENTITY_PROVIDER: 'external-id', TENANT_ID: 'common' })).toSorted(),
    ).toEqual(['APP_CLIENT_ID', 'TENANT_ID', 'TENANT_NAME']);
  });
});

describe('Azure AD B2C', () => {
  it('uses a custom domain for everything but the names of scopes', () => {
    const environment = { ...minimal, AUTHORITY_HOST: 'https://login.contoso.com' };
    const [provider] = parseSettings(environment).auth.providers;
    expect(provider.authorizationUrl).toMatch(
      /^https:\/\/login\.contoso\.com\/contoso\.onmicrosoft\.com\//,
    );
    expect(discoveryUrls(environment)[0]).toMatch(/^https:\/\/login\.contoso\.com\//);
    expect(provider.scopePrefix).toMatch(/^https:\/\/contoso\.onmicrosoft\.com\//);
  });

  it('names another domain of the tenant in addresses and scopes', () => {
    const environment = { ...minimal, TENANT_DOMAIN: 'contoso.partner.onmschina.cn' };
    const [provider] = parseSettings({
      ...environment,
      AUTHORITY_HOST: 'https://contoso.b2clogin.cn',
    }).auth.providers;
    expect(provider.authorizationUrl).toBe(
      'https://contoso.b2clogin.cn/contoso.partner.onmschina.cn/B2C_1_signupsignin/oauth2/v2.0/authorize',
    );
    expect(provider.scopePrefix).toBe(
      `https://contoso.partner.onmschina.cn/${minimal.APP_CLIENT_ID}`,
    );
  });

  it('takes policies that differ by case only for one', () => {
    const environment = { ...minimal, AUTH_POLICY_NAME: 'B2C_1_A, b2c_1_a ,B2C_1_B,' };
    expect(discoveryUrls(environment)).toHaveLength(2);
  });
});
