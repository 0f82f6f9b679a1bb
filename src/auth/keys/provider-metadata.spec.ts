import { readProviderMetadata } from './provider-metadata.js';

const keyHosts = ['login.microsoftonline.com'];
const read = (discoveryUrl: string, jwks_uri: string) =>
  readProviderMetadata({ issuer: 'https://issuer.example/', jwks_uri }, { discoveryUrl, keyHosts })
    .jwksUri;

it.each([
  ['https://contoso.b2clogin.com/a', 'https://contoso.b2clogin.com/keys'],
  ['https://login.contoso.co.uk/a', 'https://keys.contoso.co.uk/keys'],
  ['https://contoso.ciamlogin.com/a', 'https://login.microsoftonline.com/keys'],
  ['http://localhost:8080/a', 'http://localhost:8080/keys'],
  ['http://localhost:8080/a', 'http://127.0.0.1:8081/keys'],
])('takes keys announced at %s from %s', (discoveryUrl, jwksUri) => {
  expect(read(discoveryUrl, jwksUri)).toBe(jwksUri);
});

it.each([
  ['https://contoso.b2clogin.com/a', 'http://contoso.b2clogin.com/keys'],
  ['https://contoso.b2clogin.com/a', 'https://evil.example/keys'],
  ['https://contoso.b2clogin.com/a', 'https://b2clogin.com.evil.example/keys'],
  ['https://login.contoso.co.uk/a', 'https://fabrikam.co.uk/keys'],
  ['https://contoso.azurewebsites.net/a', 'https://evil.azurewebsites.net/keys'],
  ['https://192.0.2.1/a', 'https://192.0.2.2/keys'],
  ['https://contoso.ciamlogin.com/a', 'https://xlogin.microsoftonline.com.evil.example/keys'],
  ['http://localhost:8080/a', 'http://localhost.evil.example/keys'],
  ['https://contoso.b2clogin.com/a', 'ftp://contoso.b2clogin.com/keys'],
])('takes no keys announced at %s from %s', (discoveryUrl, jwksUri) => {
  expect(() => read(discoveryUrl, jwksUri)).toThrow(/jwks_uri/);
});

it('asks for the keys of one application where the discovery document is that application’s', () => {
  const discoveryUrl = 'https://login.microsoftonline.com/x/openid-configuration?appid=one';
  expect(read(discoveryUrl, 'https://login.microsoftonline.com/keys')).toBe(
    'https://login.microsoftonline.com/keys?appid=one',
  );
  const named = 'https://login.microsoftonline.com/keys?appid=one&x=1';
  expect(read(discoveryUrl, named)).toBe(named);
});
