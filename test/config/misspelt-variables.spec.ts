import { minimal } from './environments.js';
import { parseSettings } from '../../src/config/parse-settings.js';

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

it('says nothing of a variable that is empty, which counts as missing', () => {
  const empty = { TENNANT_ID: '', CORS_ORIGIN: ' ' };
  expect(parseSettings({ ...minimal, ...empty }).warnings).toEqual([]);
});

it('does not comment on variables of others', () => {
  const others = 'PATH HOME HOSTNAME LANG PWD NODE_ENV HTTP_PROXY PGHOST TMPDIR npm_config_cache';
  const environment = Object.fromEntries(others.split(' ').map((name) => [name, 'x']));
  expect(parseSettings({ ...minimal, ...environment }).warnings).toEqual([]);
});
