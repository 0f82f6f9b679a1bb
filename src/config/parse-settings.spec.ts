import { ConfigurationError } from './configuration.error.js';
import { parseSettings } from './parse-settings.js';

const minimal = {
  TENANT_NAME: 'contoso',
  APP_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  AUTH_POLICY_NAME: 'B2C_1_signupsignin',
};

/** The faults of an environment, by variable. */
function faultsOf(environment: Record<string, string | undefined>): Record<string, string> {
  try {
    parseSettings(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return Object.fromEntries(error.faults.map(({ variable, fault }) => [variable, fault]));
  }
  return {};
}

it('needs four variables of the set-up guides at most, and completes the rest', () => {
  expect(parseSettings(minimal)).toEqual({
    http: { host: '0.0.0.0', port: 8000, publicUrl: 'http://localhost:8000' },
    provider: {
      token: {
        kind: 'b2c',
        policies: [
          {
            name: 'B2C_1_signupsignin',
            discoveryUrl:
              'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/v2.0/.well-known/openid-configuration',
          },
        ],
        tenantId: undefined,
      },
      authorizationUrl:
        'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0/authorize',
      tokenUrl:
        'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signupsignin/oauth2/v2.0/token',
      scopePrefix: 'https://contoso.onmicrosoft.com/11111111-1111-4111-8111-111111111111',
    },
    access: {
      audience: '11111111-1111-4111-8111-111111111111',
      clockSkewSeconds: 60,
      fullAccessScope: undefined,
      allowedClients: undefined,
    },
    documentation: { clientId: undefined },
    database: { url: undefined, directory: './data' },
    logging: { level: 'info' },
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

it('names the variable, what is wrong and an example, and never the value', () => {
  const secret = 'https://user:hunter2@db.example/tasks';
  expect(() => parseSettings({ ...minimal, DATABASE_URL: secret })).toThrow(
    /DATABASE_URL must be a postgres:\/\/ address\n +for example: DATABASE_URL=postgres:/,
  );
  expect(() => parseSettings({ ...minimal, DATABASE_URL: secret })).not.toThrow(/hunter2/);
});

it.each<[string, string]>([
  ['TENANT_NAME', 'contoso.onmicrosoft.com'],
  ['TENANT_NAME', 'https://contoso.b2clogin.com'],
  ['TENANT_ID', 'contoso'],
  ['APP_CLIENT_ID', 'https://contoso.onmicrosoft.com/api'],
  ['APP_CLIENT_ID', 'Tasks API'],
  ['AUTH_POLICY_NAME', ','],
  ['AUTH_POLICY_NAME', 'B2C_1_a/../B2C_1_b'],
  ['IDENTITY_PROVIDER', 'okta'],
  ['AUTHORITY_HOST', 'http://contoso.b2clogin.com'],
  ['AUTHORITY_HOST', 'http://localhost.evil.example'],
  ['AUTHORITY_HOST', 'http://127.0.0.1.evil.example'],
  ['AUTHORITY_HOST', 'https://login.contoso.com/tenant'],
  ['AUTHORITY_HOST', 'https://user:pass@login.contoso.com'],
  ['AUTHORITY_HOST', 'ftp://localhost'],
  ['AUTHORITY_HOST', 'login.contoso.com'],
  ['APP_ID_URI', 'tasks'],
  ['PUBLIC_URL', 'https://tasks.contoso.com/api'],
  ['PUBLIC_URL', 'tasks.contoso.com'],
  ['FULL_ACCESS_SCOPE', 'https://contoso.onmicrosoft.com/api/user_impersonation'],
  ['FULL_ACCESS_SCOPE', 'two scopes'],
  ['ALLOWED_CLIENTS', ' , '],
  ['CLOCK_SKEW_SECONDS', '-1'],
  ['CLOCK_SKEW_SECONDS', '301'],
  ['CLOCK_SKEW_SECONDS', '1.5'],
  ['PORT', '65536'],
  ['PORT', '0x50'],
  ['DATABASE_URL', 'mysql://localhost/tasks'],
  ['LOG_LEVEL', 'INFO'],
])('refuses %s=%s', (variable, value) => {
  expect(Object.keys(faultsOf({ ...minimal, [variable]: value }))).toEqual([variable]);
});

it.each<[string, string]>([
  ['AUTHORITY_HOST', 'http://localhost:8080'],
  ['AUTHORITY_HOST', 'http://127.0.0.1:8080/'],
  ['AUTHORITY_HOST', 'http://[::1]:8080'],
  ['AUTHORITY_HOST', 'https://login.contoso.com/'],
  ['PUBLIC_URL', 'https://tasks.contoso.com:8443/'],
  ['CLOCK_SKEW_SECONDS', '0'],
  ['APP_ID_URI', 'api://11111111-1111-4111-8111-111111111111'],
  ['DATABASE_URL', 'postgresql://localhost/tasks'],
])('accepts %s=%s', (variable, value) => {
  expect(faultsOf({ ...minimal, [variable]: value })).toEqual({});
});

it('warns of an authority on this machine, whatever NODE_ENV says', () => {
  const local = { ...minimal, AUTHORITY_HOST: 'http://localhost:8080', NODE_ENV: 'production' };
  expect(parseSettings(local).warnings).toEqual([expect.stringContaining('AUTHORITY_HOST')]);
});

it('takes an empty variable for a missing one, and forgives blanks around values', () => {
  expect(faultsOf({ ...minimal, PORT: '', TENANT_ID: ' ' })).toEqual({});
  expect(faultsOf({ ...minimal, TENANT_NAME: '' })).toEqual({ TENANT_NAME: 'is missing' });
  expect(parseSettings({ ...minimal, PORT: ' 81 ' }).http.port).toBe(81);
});

it('takes policies that differ by case only for one', () => {
  const { token } = parseSettings({
    ...minimal,
    AUTH_POLICY_NAME: 'B2C_1_A, b2c_1_a ,B2C_1_B,',
  }).provider;
  expect(token.policies).toHaveLength(2);
});

it('uses a custom domain for everything but the names of scopes', () => {
  const { provider } = parseSettings({ ...minimal, AUTHORITY_HOST: 'https://login.contoso.com' });
  expect(provider.authorizationUrl).toMatch(
    /^https:\/\/login\.contoso\.com\/contoso\.onmicrosoft\.com\//,
  );
  expect(provider.token.policies[0]?.discoveryUrl).toMatch(/^https:\/\/login\.contoso\.com\//);
  expect(provider.scopePrefix).toMatch(/^https:\/\/contoso\.onmicrosoft\.com\//);
});

it('freezes what it returns, all the way down', () => {
  const settings = parseSettings(minimal);
  expect(Object.isFrozen(settings.provider.token.policies[0])).toBe(true);
});
