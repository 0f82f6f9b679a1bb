import { warnOfMisspellings } from './misspelt-variables.js';

const known = [
  'TENANT_ID',
  'HOST',
  'PORT',
  'REDIS_URL',
  'SESSION_SECRET',
  'HTTPS_PROXY',
  'NO_PROXY',
];

it.each([
  ['TENNANT_ID', 'TENANT_ID'],
  ['TENANTID', 'TENANT_ID'],
  ['Tenant_Id', 'TENANT_ID'],
  ['TENATN_ID', 'TENANT_ID'],
  ['SESION_SECRETS', 'SESSION_SECRET'],
  ['REDIS_URI', 'REDIS_URL'],
  ['PROT', 'PORT'],
])('takes %s for a misspelt %s', (name, meant) => {
  expect(warnOfMisspellings([name], known)).toEqual([
    `${name} is not a variable of this program and was ignored; did you mean ${meant}?`,
  ]);
});

it.each([
  ...known,
  'HOME',
  'HOSTNAME',
  'PATH',
  'PWD',
  'TERM',
  'LANG',
  'USER',
  'SHLVL',
  'HTTP_PROXY',
  'ALL_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'REDIS_PORT',
  'REDIS_HOST',
  'GATEWAY_KEY',
  '_',
])('says nothing of %s', (name) => {
  expect(warnOfMisspellings([name], known)).toEqual([]);
});
