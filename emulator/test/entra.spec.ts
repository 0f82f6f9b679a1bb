import { decodeJwt, createRemoteJWKSet, jwtVerify } from 'jose';
import {
  ConfigError,
  defaultClientIds,
  defaultSecrets,
  parseConfig,
  type PartialConfig,
} from '../src/index.js';
import { start } from './support/running-emulator.js';

const home = 'c0a0c0a0-b2c0-4e00-8000-000000000001';
const other = '77777777-7777-4777-8777-777777777777';
const person = (email: string, more: object = {}) => ({
  email,
  password: 'Demo-pass-1',
  attributes: { name: email },
  ...more,
});
const users = [
  person('member@contoso.example'),
  person('guest@contoso.example', { guest: true, idp: `https://sts.windows.net/${other}/` }),
  person('far@fabrikam.example', { tenantId: other }),
  person('chief@contoso.example', { roles: ['Tasks.Admin'], groupOverage: true }),
];
const config: PartialConfig = { provider: 'entra', otherTenants: [other], users };

interface Document {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly token_endpoint: string;
  readonly keys: readonly { readonly issuer: string }[];
}
const get = async (url: string) => (await (await fetch(url)).json()) as Document;
const discover = (origin: string, tenant: string) =>
  get(`${origin}/${tenant}/v2.0/.well-known/openid-configuration`);

it('announces the issuer of a tenant, and a template for many', async () => {
  const { httpOrigin: origin } = await start({ config, canonicalOrigin: 'https://localhost:8443' });
  const expected = {
    [home]: `https://localhost:8443/${home}/v2.0`,
    'contoso.onmicrosoft.com': `https://localhost:8443/${home}/v2.0`,
    [other]: `https://localhost:8443/${other}/v2.0`,
    organizations: 'https://localhost:8443/{tenantid}/v2.0',
    common: 'https://localhost:8443/{tenantid}/v2.0',
  };
  for (const [tenant, issuer] of Object.entries(expected)) {
    const document = await discover(origin, tenant);
    expect(document).toMatchObject({
      issuer,
      jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
      token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    });
    const { keys } = await get(document.jwks_uri);
    expect(keys.map((key) => key.issuer)).toEqual([issuer]);
  }
  const unknown = '99999999-9999-4999-8999-999999999999';
  expect((await fetch(`${origin}/${unknown}/discovery/v2.0/keys`)).status).toBe(404);
  const withPolicy = `${origin}/${home}/b2c_1_signupsignin/discovery/v2.0/keys`;
  expect((await fetch(withPolicy)).status).toBe(404);
});

it('has the tenant’s GUID for the host of an External ID issuer', async () => {
  const { httpOrigin } = await start({ config: { provider: 'external-id' } });
  expect(await discover(httpOrigin, home)).toMatchObject({
    issuer: `https://${home}.ciamlogin.com/${home}/v2.0`,
    jwks_uri: `${httpOrigin}/${home}/discovery/v2.0/keys`,
  });
});

it('issues v2 tokens whose sub is not the object id and differs between applications', async () => {
  const emulator = await start({ config });
  const access = decodeJwt(await emulator.issueTestToken());
  const id = decodeJwt(await emulator.issueTestToken({ kind: 'id' }));
  expect(access).toMatchObject({
    aud: defaultClientIds.api,
    iss: emulator.issuer,
    tid: home,
    ver: '2.0',
    acct: 0,
    scp: 'tasks.read tasks.write user_impersonation',
    preferred_username: 'member@contoso.example',
  });
  expect(access).not.toHaveProperty('tfp');
  expect(access.sub).not.toBe(access['oid']);
  expect(access.sub).not.toBe(id.sub);
  expect(access['oid']).toBe(id['oid']);
});

it('tells guests, people of another tenant, roles and too many groups', async () => {
  const emulator = await start({ config });
  const of = async (user: string) => decodeJwt(await emulator.issueTestToken({ user }));
  expect(await of('guest@contoso.example')).toMatchObject({
    tid: home,
    acct: 1,
    idp: `https://sts.windows.net/${other}/`,
  });
  const far = await of('far@fabrikam.example');
  expect(far['tid']).toBe(other);
  expect(far.iss).toBe(emulator.issuer.replace(home, other));
  expect(await of('chief@contoso.example')).toMatchObject({
    roles: ['Tasks.Admin'],
    _claim_names: { groups: 'src1' },
  });
});

it('gives an application its roles, and says that it is one', async () => {
  const emulator = await start({ config });
  const document = await discover(emulator.httpOrigin, home);
  const answer = await fetch(document.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: defaultClientIds.daemon,
      client_secret: defaultSecrets.daemon,
      scope: `api://${defaultClientIds.api}/.default`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const keys = createRemoteJWKSet(new URL(document.jwks_uri));
  const { payload } = await jwtVerify(token, keys, { issuer: document.issuer });
  expect(payload).toMatchObject({
    idtyp: 'app',
    azpacr: '1',
    roles: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
    tid: home,
  });
  expect(payload.sub).toBe(payload['oid']);
  expect(payload).not.toHaveProperty('scp');
});

it('refuses a person of a tenant that is not there', () => {
  const wrong = { ...config, otherTenants: [] };
  expect(() => parseConfig(wrong)).toThrow(ConfigError);
  expect(() => parseConfig(wrong)).toThrow('users[2].tenantId: is none of otherTenants');
});

it('names the addresses of its tenants, and what it is', async () => {
  const emulator = await start({ config });
  expect(emulator.authority('organizations')).toBe(`${emulator.httpOrigin}/organizations`);
  expect(emulator.discoveryUrl(other)).toContain(`/${other}/v2.0/`);
  const page = await (await fetch(emulator.httpOrigin)).text();
  expect(page).toContain('<h1>Local Entra ID</h1>');
});
