import { checkHost, parseSettings } from './settings.js';

const real = {
  VITE_TENANT_NAME: 'fabrikam',
  VITE_CLIENT_ID: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  VITE_API_CLIENT_ID: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
  VITE_API_URL: 'https://tasks.fabrikam.example/',
};

it('needs nothing for the local set-up', () => {
  expect(parseSettings({})).toMatchObject({
    apiUrl: 'http://localhost:8000',
    authorityHost: 'http://localhost:8080',
  });
});

it('needs four settings for a real tenant', () => {
  expect(parseSettings(real)).toMatchObject({
    apiUrl: 'https://tasks.fabrikam.example',
    authorityHost: 'https://fabrikam.b2clogin.com',
    scopes: [
      'https://fabrikam.onmicrosoft.com/bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/tasks.read',
      'https://fabrikam.onmicrosoft.com/bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/tasks.write',
    ],
  });
});

it('names every setting that is missing, rather than mixing in local ones', () => {
  expect(() => parseSettings({ VITE_TENANT_NAME: 'fabrikam' })).toThrow(
    /VITE_CLIENT_ID .*\nVITE_API_CLIENT_ID .*\nVITE_API_URL /,
  );
});

it.each([
  { VITE_API_URL: 'http://tasks.fabrikam.example' },
  { VITE_AUTHORITY_HOST: 'http://login.fabrikam.example' },
  { VITE_AUTHORITY_HOST: 'https://login.fabrikam.example/path' },
])('sends tokens to no other machine without TLS, and to origins only: %p', (deviation) => {
  expect(() => parseSettings({ ...real, ...deviation })).toThrow(Object.keys(deviation)[0]);
});

it('lets what was built for the local set-up start on this machine only', () => {
  for (const host of ['localhost', '127.0.0.1']) checkHost(parseSettings({}), host);
  expect(() => checkHost(parseSettings({}), 'tasks.fabrikam.example')).toThrow(/VITE_API_URL/);
  expect(() => checkHost(parseSettings(real), 'tasks.fabrikam.example')).not.toThrow();
});
