import { developmentVariables } from '../support/development.js';
import { faultsOf, minimal } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

const local = { ...minimal, ...developmentVariables, AUTHORITY_HOST: 'http://localhost:8080' };

it('tells a developer’s machine by its local provider and its own address', () => {
  const { development, warnings } = parseSettings({
    ...local,
    DEVELOPMENT_LINKS:
      'Single-page client=http://localhost:3000/,Web client=http://localhost:5000/',
  });
  expect(development).toEqual({
    providerOrigins: ['http://localhost:8080'],
    links: [
      { name: 'Single-page client', url: 'http://localhost:3000/' },
      { name: 'Web client', url: 'http://localhost:5000/' },
    ],
    signIn: { email: 'demo@contoso.example', password: 'Demo-pass-1' },
  });
  expect(warnings.join()).toMatch(/development set-up/);
});

it.each<[string, Readonly<Record<string, string>>]>([
  ['in production', { NODE_ENV: 'production' }],
  ['without NODE_ENV', { NODE_ENV: '' }],
  ['with another NODE_ENV', { NODE_ENV: 'test' }],
  ['with a provider of Microsoft', { AUTHORITY_HOST: '' }],
  ['with a provider behind https', { AUTHORITY_HOST: 'https://login.contoso.com' }],
  ['listening on every address', { HOST: '0.0.0.0' }],
  ['listening on the default address', { HOST: '' }],
  ['listening on a name of the network', { HOST: 'tasks.contoso.com' }],
  ['with a public address', { PUBLIC_URL: 'https://tasks.contoso.com' }],
  ['with a path of a proxy', { PUBLIC_URL: 'http://localhost:8000/tasks' }],
  ['behind a proxy', { TRUST_PROXY: '127.0.0.1' }],
  ['on a socket', { PORT: '/run/tasks/api.sock' }],
])('is no developer’s machine %s', (_, variables) => {
  expect(parseSettings({ ...local, ...variables }).development).toBeUndefined();
});

it('is no developer’s machine when one of several providers is not local', () => {
  const set = (name: string, authority: string) => ({
    [`${name}_IDENTITY_PROVIDER`]: 'b2c',
    [`${name}_TENANT_NAME`]: name.toLowerCase(),
    [`${name}_APP_CLIENT_ID`]: '11111111-1111-4111-8111-111111111111',
    [`${name}_AUTH_POLICY_NAME`]: 'B2C_1_signupsignin',
    [`${name}_AUTHORITY_HOST`]: authority,
  });
  const both = (authority: string) =>
    parseSettings({
      ...developmentVariables,
      IDENTITY_PROVIDERS: 'one,two',
      ...set('ONE', 'http://localhost:8080'),
      ...set('TWO', authority),
    }).development;
  expect(both('http://localhost:8090')).toBeDefined();
  expect(both('https://login.contoso.com')).toBeUndefined();
});

it.each([
  ['DEVELOPMENT_LINKS', 'http://localhost:3000/'],
  ['DEVELOPMENT_LINKS', 'Client=https://contoso.com/'],
  ['DEVELOPMENT_LINKS', 'Client=javascript:alert(1)'],
  ['DEVELOPMENT_SIGN_IN', 'demo@contoso.example'],
])('refuses %s=%s', (variable, value) => {
  expect(Object.keys(faultsOf({ ...local, [variable]: value }))).toEqual([variable]);
});
