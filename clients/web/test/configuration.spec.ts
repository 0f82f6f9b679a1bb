import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, parseSettings } from '../src/config/index.js';
import { environmentOf } from './support/web-client.js';

const valid = environmentOf({
  authorityHost: 'http://localhost:8080',
  endpoint: 'http://localhost:8000/tasks',
  port: 5000,
});

const goodSecret = 'Vb0v0cOVmD5pQkH3u6tJw2sZr9yXe7Lg';

/** The variables that are at fault. */
function faultsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  try {
    parseSettings(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    return error.faults.map(({ variable }) => variable).toSorted();
  }
}

it('names every variable that is missing, at once', () => {
  expect(faultsOf({})).toEqual([
    'B2C_TENANT_NAME',
    'CLIENT_ID',
    'CLIENT_SECRET',
    'EDITPROFILE_USER_FLOW',
    'ENDPOINT',
    'RESETPASSWORD_USER_FLOW',
    'SCOPE',
    'SESSION_SECRET',
    'SIGNUPSIGNIN_USER_FLOW',
  ]);
});

it('never shows a value, which may be a secret', () => {
  const secret = 'too short, secret';
  expect(() => parseSettings({ ...valid, SESSION_SECRET: secret })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(secret) as string }),
  );
});

it.each([
  ['SCOPE', 'tasks.read'],
  ['SCOPE', 'https://one.example/api/read https://two.example/api/read'],
  ['REDIRECT_URI', 'http://client.contoso.com/getAToken'],
  ['REDIRECT_URI', 'https://client.contoso.com/getAToken?a=1'],
  ['REDIRECT_URI', 'https://client.contoso.com'],
  ['ENDPOINT', 'http://api.contoso.com/tasks'],
  ['AUTHORITY_HOST', 'http://login.contoso.com'],
  ['AUTHORITY_HOST', 'https://login.contoso.com/path'],
  ['REDIS_URL', 'localhost:6379'],
  ['SESSION_SECRET', goodSecret.slice(0, 31)],
  ['SESSION_SECRET', 'x'.repeat(40)],
  ['SESSION_SECRET', 'abc'.repeat(20)],
  ['SESSION_SECRET', 'correct horse battery '.repeat(2)],
  ['SESSION_SECRET', '0123456789'.repeat(3) + '0123456'],
  ['SESSION_SECRET', 'abcdefghijklmnopqrstuvwxyzabcdefghij'],
  ['SESSION_SECRET', `${goodSecret},too short`],
  ['SESSION_SECRET', `${goodSecret},${'x'.repeat(40)}`],
  ['SESSION_SECRET', ','],
  ['TRUST_PROXY', 'proxy.contoso.com'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '2001:db8::/129'],
  ['RATE_LIMIT_PER_IP', '60'],
  ['RATE_LIMIT_PER_IP', '0/60'],
  ['HTTPS_PROXY', 'socks5://proxy.contoso.com'],
  ['HTTPS_PROXY', 'http://'],
  ['PORT', '70000'],
  ['TLS_CERT', '/no/such/file.pem'],
])('refuses %s=%s', (variable, value) => {
  expect(faultsOf({ ...valid, [variable]: value })).toContain(variable);
});

it('takes scopes separated by spaces or by commas', () => {
  const scopes = ['https://contoso.onmicrosoft.com/api/a', 'https://contoso.onmicrosoft.com/api/b'];
  for (const separator of [' ', ',', ', ', '\n']) {
    const { downstream } = parseSettings({ ...valid, SCOPE: scopes.join(separator) });
    expect(downstream.scopes).toEqual(scopes);
  }
});

it('takes several session secrets, separated by commas', () => {
  const secrets = [goodSecret, '3pLx-9kQe7vTz1MhB5sNc0wRj8uYd2Fg'];
  expect(parseSettings({ ...valid, SESSION_SECRET: secrets.join(', ') }).session.secrets).toEqual(
    secrets,
  );
});

it('removes the quotes that Docker leaves around values, and says so', () => {
  for (const quote of ['"', "'"]) {
    const quoted = Object.entries(valid).map(([name, value]) => [name, quote + value + quote]);
    const { warnings, ...settings } = parseSettings(Object.fromEntries(quoted));
    const { warnings: _, ...expected } = parseSettings(valid);
    expect(settings).toEqual(expected);
    expect(warnings.join()).toContain('CLIENT_SECRET was in quotes');
    expect(warnings.join()).not.toContain(valid['CLIENT_SECRET']);
  }
});

it('takes the client id in any case, as the portal and scripts write it', () => {
  const upperCase = valid['CLIENT_ID']?.toUpperCase();
  expect(parseSettings({ ...valid, CLIENT_ID: upperCase }).provider.clientId).toBe(
    valid['CLIENT_ID'],
  );
});

it('names the faults of the .env file and of the variables at once', () => {
  const fault = { variable: '.env line 3', fault: 'is wrong', example: 'A=1' };
  expect(() => parseSettings({ ...valid, PORT: 'x' }, [fault])).toThrow(
    /\.env line 3 is wrong[^]*PORT/,
  );
  expect(() => parseSettings(valid, [fault])).toThrow(/1 problem/);
});

it('warns of a variable that is probably misspelt', () => {
  const { warnings } = parseSettings({ ...valid, REDIS_ULR: 'redis://localhost' });
  expect(warnings.join()).toContain(
    'REDIS_ULR is not a variable of this program and was ignored; did you mean REDIS_URL?',
  );
});

it('refuses to check no certificates in production', () => {
  const environment = { ...valid, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(faultsOf({ ...environment, NODE_ENV: 'production' })).toEqual([
    'NODE_TLS_REJECT_UNAUTHORIZED',
  ]);
  expect(faultsOf(environment)).toEqual([]);
});

it.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, { url: 'http://proxy:3128/', noProxy: '' }],
  [{ https_proxy: 'proxy:3128' }, { url: 'http://proxy:3128/', noProxy: '' }],
  [
    { HTTPS_PROXY: 'http://one', https_proxy: 'http://two', no_proxy: '.local' },
    { url: 'http://two/', noProxy: '.local' },
  ],
])('reads the outgoing proxy of %j', (variables, outgoingProxy) => {
  expect(parseSettings({ ...valid, ...variables }).outgoingProxy).toEqual(outgoingProxy);
});

it('limits sign-ins per address only where it knows the address', () => {
  const { RATE_LIMIT_PER_IP: _, ...local } = valid;
  const limit = { calls: 60, seconds: 60 };
  const behindProxy = { ...local, REDIRECT_URI: 'https://client.contoso.com/getAToken' };
  expect(parseSettings(local).rateLimit).toEqual(limit);
  expect(parseSettings({ ...behindProxy, TRUST_PROXY: '10.0.0.0/8' }).rateLimit).toEqual(limit);
  const { rateLimit, warnings } = parseSettings(behindProxy);
  expect(rateLimit).toBeUndefined();
  expect(warnings.join()).toContain('TRUST_PROXY is not set');
});

it('warns of settings for development only', () => {
  const { warnings } = parseSettings({ ...valid, NODE_ENV: 'production' });
  expect(warnings.join('\n')).toMatch(/AUTHORITY_HOST.*[^]*REDIS_URL/);
});

it('reads the environment in one place only', () => {
  const source = join(__dirname, '../src');
  const readers = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => readFileSync(join(source, file), 'utf8').includes('process.env'));
  expect(readers).toEqual(['config/environment.ts']);
});

describe('the identity provider', () => {
  const tenantId = '99999999-9999-4999-8999-999999999999';
  const { B2C_TENANT_NAME: _, AUTHORITY_HOST: __, ...rest } = valid;
  const others = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !name.endsWith('_USER_FLOW')),
  );
  const authoritiesOf = (environment: Record<string, string | undefined>) =>
    parseSettings(environment).provider.authorities;

  it('is B2C unless another one is named, with an authority for each user flow', () => {
    const { AUTHORITY_HOST: ___, ...b2c } = valid;
    expect(authoritiesOf(b2c)['edit-profile']).toEqual({
      url: 'https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_editprofile',
      policy: 'B2C_1_editprofile',
    });
  });

  it.each([
    ['entra', {}, 'https://login.microsoftonline.com'],
    ['external-id', { TENANT_NAME: 'contoso' }, 'https://contoso.ciamlogin.com'],
    [
      'entra',
      { AUTHORITY_HOST: 'https://login.microsoftonline.us' },
      'https://login.microsoftonline.us',
    ],
    [
      'external-id',
      { TENANT_NAME: 'contoso', AUTHORITY_HOST: 'https://login.contoso.com' },
      'https://login.contoso.com',
    ],
  ])('%s with %j has one authority, at %s', (kind, variables, origin) => {
    const environment = { ...others, IDENTITY_PROVIDER: kind, TENANT_ID: tenantId, ...variables };
    expect(authoritiesOf(environment)).toEqual({ 'sign-in': { url: `${origin}/${tenantId}` } });
  });

  it('names what each product needs', () => {
    expect(faultsOf({ ...others, IDENTITY_PROVIDER: 'entra' })).toEqual(['TENANT_ID']);
    expect(faultsOf({ ...others, IDENTITY_PROVIDER: 'external-id' })).toEqual([
      'TENANT_ID',
      'TENANT_NAME',
    ]);
    expect(faultsOf({ ...others, IDENTITY_PROVIDER: 'okta' })).toEqual(['IDENTITY_PROVIDER']);
    const organizations = { ...others, IDENTITY_PROVIDER: 'entra', TENANT_ID: 'organizations' };
    expect(faultsOf(organizations)).toEqual(['TENANT_ID']);
  });

  it('warns of variables of another product', () => {
    const environment = { ...valid, IDENTITY_PROVIDER: 'entra', TENANT_ID: tenantId };
    const { warnings } = parseSettings(environment);
    expect(warnings).toContain('EDITPROFILE_USER_FLOW has no effect with IDENTITY_PROVIDER=entra');
  });
});
