import { misspellingWarnings } from './misspellings.js';

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
  expect(misspellingWarnings([name], known)).toEqual([
    `${name} is not a variable of this client: is it ${meant}?`,
  ]);
});

it.each([
  ...known,
  ...[
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
  ],
  ...['https_proxy', 'http_proxy', 'no_proxy', 'REDIS_PORT', 'REDIS_HOST', 'GATEWAY_KEY', '_'],
])('says nothing of %s', (name) => {
  expect(misspellingWarnings([name], known)).toEqual([]);
});
