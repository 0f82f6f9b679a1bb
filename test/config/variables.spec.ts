import { faultsOf, minimal } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

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

it('compares GUIDs in lower case, however they are written', () => {
  const id = 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE';
  const [provider] = parseSettings({ ...minimal, APP_CLIENT_ID: id, ALLOWED_CLIENTS: id }).auth
    .providers;
  expect(provider).toMatchObject({
    audience: id.toLowerCase(),
    allowedClients: [id.toLowerCase()],
  });
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
