import { ConfigurationError } from './configuration.error.js';
import { parseSettings } from './parse-settings.js';

const minimal = {
  TENANT_NAME: 'contoso',
  APP_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  AUTH_POLICY_NAME: 'B2C_1_signupsignin',
};

/** The discovery documents of a deployment. */
function discoveryUrls(environment: Record<string, string>): string[] {
  const [provider] = parseSettings(environment).auth.providers;
  return (provider.kind === 'b2c' ? provider.policies : [provider.keySet]).map(
    ({ discoveryUrl }) => discoveryUrl,
  );
}

/** The faults of an environment, by variable. */
function faultsOf(environment: Record<string, string | undefined>): Record<string, string> {
  try {
    parseSettings(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    return Object.fromEntries(error.faults.map(({ variable, fault }) => [variable, fault]));
  }
  return {};
}

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

it.each<[string, string]>([
  ['TENANT_NAME', 'contoso.onmicrosoft.com'],
  ['TENANT_NAME', 'https://contoso.b2clogin.com'],
  ['TENANT_ID', 'contoso'],
  ['APP_CLIENT_ID', 'https://contoso.onmicrosoft.com/api'],
  ['APP_CLIENT_ID', 'Tasks API'],
  ['AUTH_POLICY_NAME', ','],
  ['AUTH_POLICY_NAME', 'B2C_1_a/../B2C_1_b'],
  ['IDENTITY_PROVIDER', 'okta'],
  ['ALLOW_GUESTS', 'maybe'],
  ['ALLOWED_TENANTS', 'fabrikam'],
  ['HOST', 'not a host'],
  ['HOST', '[::]'],
  ['HOST', 'http://localhost'],
  ['HOST', 'localhost:8000'],
  ['DATABASE_URL', 'postgres:'],
  ['DATABASE_URL', 'postgres://user:%zz@db.contoso.com/tasks'],
  ['REDIS_URL', 'redis://:%ff@localhost'],
  ['AUTHORITY_HOST', 'http://contoso.b2clogin.com'],
  ['AUTHORITY_HOST', 'http://localhost.evil.example'],
  ['AUTHORITY_HOST', 'http://127.0.0.1.evil.example'],
  ['AUTHORITY_HOST', 'https://login.contoso.com/tenant'],
  ['AUTHORITY_HOST', 'https://user:pass@login.contoso.com'],
  ['AUTHORITY_HOST', 'ftp://localhost'],
  ['AUTHORITY_HOST', 'login.contoso.com'],
  ['APP_ID_URI', 'tasks'],
  ['PUBLIC_URL', 'https://tasks.contoso.com/api?x=1'],
  ['PUBLIC_URL', 'https://tasks.contoso.com//api'],
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
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'https://*.contoso.com'],
  ['CORS_ORIGINS', 'https://app.contoso.com,*'],
  ['CORS_ORIGINS', 'https://app.contoso.com/path'],
  ['CORS_ORIGINS', 'app.contoso.com'],
  ['CORS_ORIGINS', 'null'],
  ['CORS_ORIGINS', '/^https:.*$/'],
  ['RATE_LIMIT_PER_IP', '300'],
  ['RATE_LIMIT_PER_IP', '300/'],
  ['RATE_LIMIT_PER_IP', '0/120'],
  ['RATE_LIMIT_PER_IP', '300/0'],
  ['RATE_LIMIT_PER_IP', '-1/120'],
  ['RATE_LIMIT_PER_IP', '1.5/120'],
  ['RATE_LIMIT_PER_IP', '1000001/1'],
  ['RATE_LIMIT_PER_SUBJECT', '1/86401'],
  ['RATE_LIMIT_PER_SUBJECT', 'OFF'],
  ['IP_ALLOWLIST', 'localhost'],
  ['IP_ALLOWLIST', '10.0.0.0/33'],
  ['IP_ALLOWLIST', '10.0.0.0/'],
  ['IP_ALLOWLIST', '10.0.0.0/08'],
  ['IP_ALLOWLIST', '10.0.0.0/8/8'],
  ['IP_ALLOWLIST', '10.0.0'],
  ['IP_ALLOWLIST', '010.0.0.1'],
  ['IP_ALLOWLIST', '0x7f000001'],
  ['IP_ALLOWLIST', '2001:db8::/129'],
  ['IP_ALLOWLIST', '::ffff:10.0.0.0/8'],
  ['IP_ALLOWLIST', '::ffff:a00:1/64'],
  ['TRUST_PROXY', '0:0:0:0:0:FFFF:10.0.0.0/64'],
  ['IP_ALLOWLIST', 'fe80::1%eth0'],
  ['IP_ALLOWLIST', ','],
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '1'],
  ['GATEWAY_KEY', 'fifteen-letters'],
  ['GATEWAY_KEY', 'sixteen-letters-,short'],
  ['GATEWAY_KEY', 'with a blank in the middle'],
  ['REDIS_URL', 'localhost:6379'],
  ['REDIS_URL', 'http://localhost:6379'],
  ['METRICS_PORT', '0'],
  ['METRICS_PORT', '65536'],
  ['METRICS_PORT', 'on'],
  ['METRICS_PORT', '8000'],
  ['METRICS_HOST', 'http://localhost'],
  ['APP_CLIENT_ID', '1111'],
  ['OPENAPI_CLIENT_ID', 'spa'],
  ['APPLICATION_CLIENTS', 'daemon'],
  ['TENANT_DOMAIN', 'https://contoso.partner.onmschina.cn'],
  ['TENANT_DOMAIN', 'contoso'],
  ['PORT', '/run/'],
  ['PORT', `/run/${'x'.repeat(110)}`],
  ['PORT', 'COM1'],
  ['DATABASE_POOL_MAX', '0'],
  ['DATABASE_POOL_MAX', '101'],
  ['MAX_TASKS_PER_OWNER', '-1'],
  ['MAX_TASKS_PER_OWNER', 'none'],
  ['DOCUMENTATION', 'false'],
  ['DATA_DIR', '/proc/self/data'],
  ['DATA_DIR', '/tmp/../sys/x'],
  ['LOG_PSEUDONYM_KEY', 'short'],
  ['GATEWAY_KEY', 'aaaaaaaaaaaaaaaa'],
  ['GATEWAY_KEY', 'abababababababab'],
  ['GATEWAY_KEY', 'passwordpassword'],
  ['GATEWAY_KEY', '1234567890123456'],
  ['GATEWAY_KEY', 'abcdefghijklmnop'],
  ['GATEWAY_KEY', 'fedcba9876543210'],
  ['GATEWAY_KEY', 'changemechangemech'],
  ['GATEWAY_KEY', 'kdR6u0dQhZ1vJ8wT,aaaaaaaaaaaaaaaa'],
  ['HTTPS_PROXY', 'proxy.contoso.com:3128'],
  ['HTTPS_PROXY', 'socks5://proxy.contoso.com'],
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
  ['CORS_ORIGINS', 'https://app.contoso.com, http://localhost:3000'],
  [
    'IP_ALLOWLIST',
    '192.0.2.1,10.0.0.0/8,0.0.0.0/0,2001:db8::/32,::1,::ffff:10.0.0.0/104,::ffff:a00:0/104',
  ],
  ['TRUST_PROXY', '127.0.0.1, ::1'],
  ['GATEWAY_KEY', 'sixteen-letters-,sixteen-letters+'],
  ['REDIS_URL', 'redis://localhost'],
  ['REDIS_URL', 'redis://:p%40ss@localhost'],
  ['PUBLIC_URL', 'https://contoso.com/tasks/'],
  ['PORT', '/run/tasks/api.sock'],
  ['PORT', String.raw`\\.\pipe\a1b2c3`],
  ['TENANT_DOMAIN', 'contoso.partner.onmschina.cn'],
  ['DATABASE_POOL_MAX', '100'],
  ['MAX_TASKS_PER_OWNER', '0'],
  ['METRICS_HOST', '0.0.0.0'],
  ['DATA_DIR', '/processes'],
  ['GATEWAY_KEY', 'kdR6u0dQhZ1vJ8wT'],
  ['GATEWAY_KEY', '9f86d081884c7d659a2feaa0c55ad015'],
  ['HTTPS_PROXY', 'http://user:p%40ss@proxy.contoso.com:3128'],
  ['HOST', '::'],
  ['HOST', '127.0.0.1'],
  ['HOST', 'tasks-1.internal'],
  ['REDIS_URL', 'rediss://:secret@cache.contoso.com:6380/1'],
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

it('reads limits, and off', () => {
  const { edge } = parseSettings({
    ...minimal,
    RATE_LIMIT_PER_IP: 'off',
    RATE_LIMIT_PER_SUBJECT: '15/60',
  });
  expect(edge.perAddress).toBeUndefined();
  expect(edge.perSubject).toEqual({ calls: 15, seconds: 60 });
});

it('writes origins as browsers send them', () => {
  const { edge } = parseSettings({ ...minimal, CORS_ORIGINS: 'https://App.Contoso.com:443/' });
  expect(edge.corsOrigins).toEqual(['https://app.contoso.com']);
});

it('takes policies that differ by case only for one', () => {
  const environment = { ...minimal, AUTH_POLICY_NAME: 'B2C_1_A, b2c_1_a ,B2C_1_B,' };
  expect(discoveryUrls(environment)).toHaveLength(2);
});

it('uses a custom domain for everything but the names of scopes', () => {
  const environment = { ...minimal, AUTHORITY_HOST: 'https://login.contoso.com' };
  const [provider] = parseSettings(environment).auth.providers;
  expect(provider.authorizationUrl).toMatch(
    /^https:\/\/login\.contoso\.com\/contoso\.onmicrosoft\.com\//,
  );
  expect(discoveryUrls(environment)[0]).toMatch(/^https:\/\/login\.contoso\.com\//);
  expect(provider.scopePrefix).toMatch(/^https:\/\/contoso\.onmicrosoft\.com\//);
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

it('compares GUIDs in lower case, however they are written', () => {
  const id = 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE';
  const [provider] = parseSettings({ ...minimal, APP_CLIENT_ID: id, ALLOWED_CLIENTS: id }).auth
    .providers;
  expect(provider).toMatchObject({
    audience: id.toLowerCase(),
    allowedClients: [id.toLowerCase()],
  });
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

it('listens on a socket or pipe, and keeps the path of the public address', () => {
  const { http } = parseSettings({
    ...minimal,
    PORT: '/run/api.sock',
    PUBLIC_URL: 'https://contoso.com/tasks/',
  });
  expect(http).toMatchObject({ path: '/run/api.sock', publicUrl: 'https://contoso.com/tasks' });
});

it('keeps metrics on this machine unless told otherwise', () => {
  expect(parseSettings({ ...minimal, METRICS_PORT: '9464' }).metrics).toEqual({
    host: '127.0.0.1',
    port: 9464,
  });
});

it('explains a port that Kubernetes sets for a service of that name', () => {
  expect(faultsOf({ ...minimal, METRICS_PORT: 'tcp://10.0.0.7:9464' })).toEqual({
    METRICS_PORT: expect.stringMatching(/Kubernetes.*service called metrics/) as string,
  });
});

it('ignores the quotes that docker run --env-file leaves, with a warning', () => {
  const quoted = { DATA_DIR: '"./data"', GATEWAY_KEY: "'kdR6u0dQhZ1vJ8wT'" };
  const { database, edge, warnings } = parseSettings({ ...minimal, ...quoted });
  expect(database.directory).toBe('./data');
  expect(edge.gatewayKeys).toEqual(['kdR6u0dQhZ1vJ8wT']);
  expect(warnings.join()).toMatch(/DATA_DIR was in quotes.*GATEWAY_KEY was in quotes/);
  expect(warnings.join()).not.toContain('kdR6');
});

it.each([
  ['TENNANT_ID', 'TENANT_ID'],
  ['tenant_id', 'TENANT_ID'],
  ['IP_ALLOW_LIST', 'IP_ALLOWLIST'],
  ['GATEWAY_KYE', 'GATEWAY_KEY'],
  ['CORS_ORIGIN', 'CORS_ORIGINS'],
  ['ALLOWED_CLIENT', 'ALLOWED_CLIENTS'],
  ['DATABASE_URI', 'DATABASE_URL'],
])('warns that %s may be meant to be %s', (name, meant) => {
  const { warnings } = parseSettings({ ...minimal, [name]: 'some-value' });
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`^${name} .* mean ${meant}\\?$`))]);
});

it('does not comment on variables of others', () => {
  const others = 'PATH HOME HOSTNAME LANG PWD NODE_ENV HTTP_PROXY PGHOST TMPDIR npm_config_cache';
  const environment = Object.fromEntries(others.split(' ').map((name) => [name, 'x']));
  expect(parseSettings({ ...minimal, ...environment }).warnings).toEqual([]);
});

it('checks certificates in production, and warns where it does not elsewhere', () => {
  const off = { ...minimal, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(Object.keys(faultsOf({ ...off, NODE_ENV: 'production' }))).toEqual([
    'NODE_TLS_REJECT_UNAUTHORIZED',
  ]);
  expect(parseSettings(off).warnings).toEqual([expect.stringContaining('for development only')]);
});

it('takes the proxy of the usual variables, lower case first', () => {
  const environment = { ...minimal, HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' };
  expect(parseSettings({ ...environment, no_proxy: '.internal' }).auth.outgoingProxy).toEqual({
    url: 'http://b:2',
    noProxy: '.internal',
  });
  expect(parseSettings(minimal).auth.outgoingProxy).toBeUndefined();
});
