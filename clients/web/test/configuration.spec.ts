import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, parseSettings } from '../src/config/index.js';
import { environmentOf } from './support/web-client.js';

const valid = environmentOf({
  authorityHost: 'http://localhost:8080',
  endpoint: 'http://localhost:8000/tasks',
  port: 5000,
});

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
  ['SESSION_SECRET', 'x'.repeat(31)],
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
