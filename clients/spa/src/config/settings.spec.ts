import { checkHost, parseSettings, type Variables } from './settings.js';

const tenantId = 'cccccccc-cccc-4ccc-8ccc-cccccccccccc';
const common: Variables = {
  VITE_CLIENT_ID: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  VITE_API_CLIENT_ID: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
  VITE_API_URL: 'https://tasks.fabrikam.example/',
};
const b2c: Variables = { ...common, VITE_TENANT_NAME: 'fabrikam' };

it('needs no variable for npm run dev', () => {
  expect(parseSettings({})).toMatchObject({
    apiUrl: 'http://localhost:8000',
    authorityHost: 'http://localhost:8080',
  });
});

it('needs four variables for a B2C tenant', () => {
  expect(parseSettings(b2c)).toMatchObject({
    apiUrl: 'https://tasks.fabrikam.example',
    authorityHost: 'https://fabrikam.b2clogin.com',
    tenant: 'fabrikam.onmicrosoft.com',
    scopes: [
      'https://fabrikam.onmicrosoft.com/bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/tasks.read',
      'https://fabrikam.onmicrosoft.com/bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/tasks.write',
    ],
    userFlows: { signIn: 'B2C_1_signupsignin' },
  });
});

it('takes the tenant id of External ID, which has no user flows to redirect to', () => {
  const external = {
    ...b2c,
    VITE_IDENTITY_PROVIDER: 'external-id',
    VITE_TENANT_ID: tenantId,
  };
  const settings = parseSettings(external);
  expect(settings).toMatchObject({
    authorityHost: 'https://fabrikam.ciamlogin.com',
    tenant: tenantId,
  });
  expect(settings.scopes[0]).toMatch(/^https:\/\/fabrikam\.onmicrosoft\.com\/bbbb/);
  expect(settings.userFlows).toBeUndefined();
  expect(() => parseSettings({ ...external, VITE_TENANT_ID: 'organizations' })).toThrow(
    'VITE_TENANT_ID',
  );
});

it.each([tenantId, 'organizations'])('takes Entra ID with the tenant %s and no name', (tenant) => {
  const entra = { ...common, VITE_IDENTITY_PROVIDER: 'entra', VITE_TENANT_ID: tenant };
  expect(parseSettings(entra)).toMatchObject({
    authorityHost: 'https://login.microsoftonline.com',
    tenant,
    scopes: [
      'api://bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/tasks.read',
      'api://bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/tasks.write',
    ],
  });
});

it('names every variable that is missing, rather than mixing in local ones', () => {
  expect(() => parseSettings({ VITE_TENANT_NAME: 'fabrikam' })).toThrow(
    /VITE_CLIENT_ID .*\nVITE_API_CLIENT_ID .*\nVITE_API_URL /,
  );
  expect(() => parseSettings({ VITE_IDENTITY_PROVIDER: 'entra' })).toThrow(
    /VITE_TENANT_ID .*\nVITE_CLIENT_ID /,
  );
});

it.each([
  { VITE_API_URL: 'http://tasks.fabrikam.example' },
  { VITE_AUTHORITY_HOST: 'http://login.fabrikam.example' },
  { VITE_AUTHORITY_HOST: 'https://login.fabrikam.example/path' },
])('sends tokens to no other machine without TLS, and to origins only: %p', (deviation) => {
  expect(() => parseSettings({ ...b2c, ...deviation })).toThrow(Object.keys(deviation)[0]);
});

it('says that quotes are part of a value, as Docker passes them on', () => {
  expect(() => parseSettings({ ...b2c, VITE_API_URL: '"https://tasks.fabrikam.example"' })).toThrow(
    'VITE_API_URL is in quotes',
  );
});

it('lets a build without variables start on this machine only', () => {
  for (const host of ['localhost', '127.0.0.1']) {
    checkHost(parseSettings({}), host);
  }
  expect(() => checkHost(parseSettings({}), 'tasks.fabrikam.example')).toThrow(/VITE_API_URL/);
  expect(() => checkHost(parseSettings(b2c), 'tasks.fabrikam.example')).not.toThrow();
});
