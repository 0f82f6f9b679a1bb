import type { AuthOptions } from './auth.options.js';
import { checkOptions } from './options.schema.js';
import { b2c, entraId } from './providers/index.js';

const audience = '11111111-1111-4111-8111-111111111111';
const provider = b2c({ tenantName: 'contoso', policies: ['B2C_1_one'], audience });

it('accepts what the builders make', () => {
  expect(() => checkOptions({ providers: [provider] })).not.toThrow();
  const tenantId = '33333333-3333-4333-8333-333333333333';
  const staff = entraId({ tenantId, audience });
  expect(() => checkOptions({ providers: [provider, staff] })).not.toThrow();
  const everybody = entraId({ tenantId: 'common', allowedTenants: '*', audience });
  expect(() => checkOptions({ providers: [everybody] })).not.toThrow();
});

it.each<[string, object]>([
  ['providers: the options of AuthModule name no identity provider', { providers: [] }],
  ['providers: the options of AuthModule name no identity provider', {}],
  ['providers: two providers have the same name', { providers: [provider, provider] }],
  ['providers[0].audience', { providers: [{ ...provider, audience: '' }] }],
  ['providers[0].policies', { providers: [{ ...provider, policies: [] }] }],
  ['providers[0].kind', { providers: [{ ...provider, kind: 'b2b' }] }],
  [
    'providers[0].policies[0].discoveryUrl: must be https',
    {
      providers: [
        { ...provider, policies: [{ name: 'a', discoveryUrl: 'http://contoso.example/' }] },
      ],
    },
  ],
  [
    'providers[0].tenantId',
    { providers: [{ ...entraId({ tenantId: 'contoso', audience }), name: 'staff' }] },
  ],
  ['clockSkewSeconds', { providers: [provider], clockSkewSeconds: 301 }],
  ['loadUser: must be a function', { providers: [provider], loadUser: {} }],
])('names what is wrong: %s', (message, options) => {
  expect(() => checkOptions(options as AuthOptions)).toThrow(`AuthModule: ${message}`);
});

it('names everything that is wrong at once', () => {
  expect(() => checkOptions({ providers: [], clockSkewSeconds: -1 })).toThrow(
    /providers: .*; clockSkewSeconds: /,
  );
});
