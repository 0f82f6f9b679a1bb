import { ConfigurationError, describeFaults, shownValue } from '../../src/config/index.js';

const shown = (variable: string, value: string, others: Record<string, string> = {}) =>
  shownValue(variable, { ...others, [variable]: value });

it.each([
  ['PORT', '70000'],
  ['TENANT_NAME', 'contoso.onmicrosoft.com'],
  ['CUSTOMERS_TENANT_ID', 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa'],
  ['APP_CLIENT_ID', '<the client id>'],
  ['AUTH_POLICY_NAME', 'B2C_1_SignUpSignIn, B2C 1 edit'],
  ['CORS_ORIGINS', 'https://*.contoso.com'],
  ['AUTHORITY_HOST', 'http://login.contoso.com'],
  ['DATA_DIR', '/proc/1'],
])('shows what is in %s: %s', (variable, value) => {
  expect(shown(variable, ` ${value}\n`)).toBe(value);
});

it.each([
  ['a secret by its name', 'GATEWAY_KEY', 'short'],
  ['an address that can have a password', 'DATABASE_URL', 'mysql://localhost/tasks'],
  ['a password in an address', 'PUBLIC_URL', 'https://ada:hidden@localhost'],
  ['a password with the separators of an address', 'AUTHORITY_HOST', 'https://ada:a/b@c@localhost'],
  ['a password in the second of a list', 'CORS_ORIGINS', 'https://a.example,https://u:p@b.example'],
  ['a key in a query', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'ftp://collector/v1?key=hidden'],
  [
    'a client secret in place of a client id',
    'APP_CLIENT_ID',
    'aBc8Q~Zyx9wVuTsRqPoNmLkJiHgFeDcBa0.Z-',
  ],
  ['a key in hexadecimal', 'TENANT_ID', '0f'.repeat(24)],
  ['a key in Base64', 'STAFF_TENANT_ID', 'q83vEjRWeJq83vEjRWeJq83v'],
  ['a token', 'APP_CLIENT_ID', `eyJ${'a'.repeat(90)}`],
  ['control characters', 'LOG_LEVEL', 'info\u001b[31m'],
  ['what is not set', 'PORT', ' '],
])('shows nothing of %s', (_what, variable, value) => {
  expect(shown(variable, value)).toBeUndefined();
});

it('shows nothing of a secret that is in another variable as well', () => {
  expect(shown('LOG_LEVEL', 'open sesame', { GATEWAY_KEY: 'open sesame' })).toBeUndefined();
});

it('puts values only into a text that is asked to have them', () => {
  const faults = [{ variable: 'PORT', fault: 'must be a number', example: 'PORT=8000' }];
  expect(new ConfigurationError(faults).message).not.toContain('it is');
  expect(describeFaults(faults, () => '70000')).toContain(
    '  PORT must be a number (it is "70000")\n    for example: PORT=8000',
  );
});
