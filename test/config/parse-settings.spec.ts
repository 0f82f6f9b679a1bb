import { faultsOf, minimal } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

it('needs four variables of the set-up guides at most, and completes the rest', () => {
  expect(parseSettings(minimal)).toEqual({
    http: { host: '0.0.0.0', port: 8000, publicUrl: 'http://localhost:8000' },
    auth: {
      providers: [
        {
          name: 'b2c',
          kind: 'b2c',
          policies: [
            {
              name: 'B2C_1_signupsignin',
              discoveryUrl:
                'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/v2.0/.well-known/openid-configuration',
            },
          ],
          tenantId: undefined,
          applicationClients: undefined,
          formerOwner: undefined,
          audience: '11111111-1111-4111-8111-111111111111',
          fullAccessScope: undefined,
          allowedClients: undefined,
          documentationClientId: undefined,
          authorizationServers: [
            'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/v2.0',
          ],
          authorizationUrl:
            'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0/authorize',
          tokenUrl:
            'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0/token',
          logoutUrl:
            'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0/logout',
          scopePrefix: 'https://contoso.onmicrosoft.com/11111111-1111-4111-8111-111111111111',
        },
      ],
      clockSkewSeconds: 60,
      outgoingProxy: undefined,
    },
    documentation: { enabled: true },
    tasks: { maxPerOwner: 10_000 },
    database: { url: undefined, directory: './data', poolMax: 10 },
    edge: {
      corsOrigins: [],
      perAddress: { calls: 300, seconds: 120 },
      perSubject: { calls: 120, seconds: 60 },
      allowedAddresses: undefined,
      gatewayKeys: undefined,
      trustedProxies: [],
      redisUrl: undefined,
    },
    logging: { level: 'info', pseudonymKey: undefined },
    metrics: undefined,
    warnings: [],
  });
});

it('reports everything that is missing at once', () => {
  expect(faultsOf({})).toEqual({
    TENANT_NAME: 'is missing',
    APP_CLIENT_ID: 'is missing',
    AUTH_POLICY_NAME: 'is missing',
  });
});

it('reports what is missing and what is wrong at once', () => {
  expect(
    Object.keys(faultsOf({ PORT: 'x', LOG_LEVEL: 'loud', CLOCK_SKEW_SECONDS: '301' })).toSorted(),
  ).toEqual([
    'APP_CLIENT_ID',
    'AUTH_POLICY_NAME',
    'CLOCK_SKEW_SECONDS',
    'LOG_LEVEL',
    'PORT',
    'TENANT_NAME',
  ]);
});

it('reports everything else that is wrong when the provider is none it knows', () => {
  const others = { PORT: 'x', GATEWAY_KEY: 'short', ALLOW_GUESTS: 'maybe', TENANT_ID: 'x' };
  expect(Object.keys(faultsOf({ ...minimal, IDENTITY_PROVIDER: 'okta', ...others }))).toEqual(
    expect.arrayContaining(['IDENTITY_PROVIDER', ...Object.keys(others)]),
  );
});

it('does not let metrics have the port of the API, whatever else is wrong', () => {
  expect(faultsOf({ ...minimal, APP_CLIENT_ID: '', PORT: '9464', METRICS_PORT: '09464' })).toEqual({
    APP_CLIENT_ID: 'is missing',
    METRICS_PORT: 'must not be the same as PORT',
  });
});

describe('STEP_UP_CONTEXT', () => {
  const tenant = '33333333-3333-4333-8333-333333333333';
  const staff = {
    STAFF_IDENTITY_PROVIDER: 'entra',
    STAFF_TENANT_ID: tenant,
    STAFF_APP_CLIENT_ID: minimal.APP_CLIENT_ID,
  };

  it('is the id of an authentication context', () => {
    const entra = { IDENTITY_PROVIDER: 'entra', TENANT_ID: tenant, STEP_UP_CONTEXT: 'c25' };
    const { auth } = parseSettings({ ...entra, APP_CLIENT_ID: minimal.APP_CLIENT_ID });
    expect(auth.stepUpContext).toBe('c25');
    expect(Object.keys(faultsOf({ ...entra, STEP_UP_CONTEXT: 'mfa' }))).toContain(
      'STEP_UP_CONTEXT',
    );
  });

  it('is a fault where nobody could satisfy it, and a warning where some cannot', () => {
    expect(faultsOf({ ...minimal, STEP_UP_CONTEXT: 'c1' })).toEqual({
      STEP_UP_CONTEXT: 'needs Entra ID or External ID: Azure AD B2C has no such thing',
    });
    expect(faultsOf({ IDENTITY_PROVIDERS: 'A!', STEP_UP_CONTEXT: 'c1' })).not.toHaveProperty(
      'STEP_UP_CONTEXT',
    );
    const customers = Object.fromEntries(
      Object.entries(minimal).map(([name, value]) => [`CUSTOMERS_${name}`, value]),
    );
    const both = { IDENTITY_PROVIDERS: 'customers,staff', ...customers, ...staff };
    expect(parseSettings({ ...both, STEP_UP_CONTEXT: 'c1' }).warnings).toEqual([
      expect.stringContaining('shuts people of customers out'),
    ]);
    expect(parseSettings(both).warnings).toEqual([]);
  });
});

it('names the variable, what is wrong and an example, and never the value', () => {
  const secret = 'https://user:hunter2@db.example/tasks';
  expect(() => parseSettings({ ...minimal, DATABASE_URL: secret })).toThrow(
    /DATABASE_URL must be a postgres:\/\/ address\n +for example: DATABASE_URL=postgres:/,
  );
  const secrets = { DATABASE_URL: secret, REDIS_URL: secret, GATEWAY_KEY: 'hunter2' };
  expect(() => parseSettings({ ...minimal, ...secrets })).toThrow(
    /REDIS_URL must be a redis:\/\/ .*\n.*\n +GATEWAY_KEY must be .* 16 characters or more/,
  );
  expect(() => parseSettings({ ...minimal, ...secrets })).not.toThrow(/hunter2/);
});

it('warns of an authority on this machine, whatever NODE_ENV says', () => {
  const local = { ...minimal, AUTHORITY_HOST: 'http://localhost:8080', NODE_ENV: 'production' };
  expect(parseSettings(local).warnings).toEqual([expect.stringContaining('AUTHORITY_HOST')]);
});

it('freezes what it returns, all the way down', () => {
  const { providers } = parseSettings(minimal).auth;
  expect(Object.isFrozen(providers)).toBe(true);
  expect(Object.isFrozen(providers[0].authorizationServers)).toBe(true);
});

it('knows no other provider', () => {
  expect(faultsOf({ ...minimal, IDENTITY_PROVIDER: 'okta' })).toEqual({
    IDENTITY_PROVIDER: 'must be b2c, entra or external-id',
  });
});
