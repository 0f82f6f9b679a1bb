import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { readSigningKeys } from './json-web-keys.js';

/** The public half of a new RSA key, as a provider lists it. */
function jwkOf(modulusLength = 2048, publicExponent = 65_537): JsonWebKey {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent });
  return { kid: 'key', use: 'sig', ...publicKey.export({ format: 'jwk' }) };
}

const good = jwkOf();
const listed = (...others: readonly JsonWebKey[]) => {
  const { keys, ambiguous } = readSigningKeys([{ ...good, kid: 'good' }, ...others]);
  return { kids: [...keys.keys()].filter((kid) => kid !== 'good'), ambiguous };
};

it.each<[string, JsonWebKey]>([
  ['2048 bits', good],
  ['4096 bits', jwkOf(4096)],
  ['a larger odd exponent', jwkOf(2048, 65_539)],
  ['no use', { ...good, use: undefined }],
  ['key_ops with verify', { ...good, key_ops: ['verify', 'encrypt'] }],
  ['alg RS256', { ...good, alg: 'RS256' }],
])('uses a key with %s', (_what, jwk) => {
  expect(listed(jwk).kids).toEqual(['key']);
});

it.each<[string, JsonWebKey]>([
  ['1024 bits', jwkOf(1024)],
  ['an exponent of 1', { ...good, e: 'AQ' }],
  ['an exponent of 3', jwkOf(2048, 3)],
  ['an exponent of 65535', { ...good, e: '__8' }],
  ['an even exponent', { ...good, e: 'AQAC' }],
  ['an exponent of 0', { ...good, e: 'AA' }],
  ['use enc', { ...good, use: 'enc' }],
  ['key_ops without verify', { ...good, key_ops: ['encrypt', 'wrapKey'] }],
  ['no key_ops at all in the list', { ...good, key_ops: [] }],
  ['key_ops that are no list', { ...good, key_ops: 'verify' as never }],
  ['another algorithm', { ...good, alg: 'RS512' }],
  ['another kind', { ...good, kty: 'oct', k: 'AQAB' }],
  ['no kid', { ...good, kid: undefined }],
])('skips a key with %s', (_what, jwk) => {
  expect(listed(jwk)).toEqual({ kids: [], ambiguous: [] });
});

it('uses none of several keys with the same kid, and says which', () => {
  expect(listed(good, jwkOf(), jwkOf())).toEqual({ kids: [], ambiguous: ['key'] });
  expect(listed(good, { ...good, issuer: 'https://other.example' } as JsonWebKey)).toEqual({
    kids: [],
    ambiguous: ['key'],
  });
});

it('takes the same key listed twice for one', () => {
  expect(listed(good, good)).toEqual({ kids: ['key'], ambiguous: [] });
});
