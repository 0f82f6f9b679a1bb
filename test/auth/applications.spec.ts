import fc from 'fast-check';
import { clientId, policyName } from '../support/provider.js';
import { useRunningApi } from '../support/running-api.js';
import { b2cProvider } from '../../src/auth/providers/b2c.provider.js';

const running = useRunningApi({ environment: { APPLICATION_CLIENTS: clientId.toUpperCase() } });
const ada = 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11';
const readAll = 'Tasks.Read.All';
const writeAll = 'Tasks.ReadWrite.All';

const principal = '55555555-5555-4555-8555-555555555555';
const appToken = (scp: unknown, claims: Record<string, unknown> = {}) =>
  running.provider.token({ application: true, claims: { sub: principal, scp, ...claims } });

const statusOf = async (path: string, token: Promise<string>, method = 'GET') => {
  const body = method === 'PATCH' ? { title: 'New' } : undefined;
  return (await running.api.call(path, { method, token, ...(body && { body }) })).status;
};

let path: string;
beforeAll(async () => {
  const body = { title: 'Of Ada' };
  const created = await running.api.call('/tasks', {
    method: 'POST',
    token: running.provider.token(),
    body,
  });
  path = created.headers.get('location') ?? '';
});

it('reads everybody’s tasks with Tasks.Read.All in scp, and changes none', async () => {
  expect(await statusOf(path, appToken(readAll))).toBe(200);
  expect(await statusOf(`/tasks?owner=${ada}`, appToken(readAll))).toBe(200);
  expect(await statusOf(path, appToken(readAll), 'PATCH')).toBe(403);
});

it('changes everybody’s tasks with Tasks.ReadWrite.All in scp', async () => {
  expect(await statusOf(path, appToken(`${readAll} ${writeAll}`), 'PATCH')).toBe(200);
});

it.each<[name: string, scp: unknown, claims: Record<string, unknown>]>([
  ['a permission in other letters', readAll.toLowerCase(), {}],
  ['a permission in roles', 'openid', { roles: [readAll] }],
  ['no client', readAll, { azp: undefined }],
  ['a client that is no application', readAll, { azp: principal }],
  ['an object id', readAll, { oid: principal }],
  ['a name', readAll, { name: 'Ada' }],
  ['a nonce', readAll, { nonce: 'n' }],
  ['idtyp, which B2C does not send', readAll, { idtyp: 'app' }],
  ['a claim of a custom policy', readAll, { extension_shoeSize: 40 }],
])('refuses a token with %s', async (_name, scp, claims) => {
  expect(await statusOf('/tasks', appToken(scp, claims))).toBe(403);
});

it.each([
  ['no permission', undefined],
  ['permissions in a list', [readAll]],
  ['blanks for permissions', '  '],
])('takes a token with %s for no access token', async (_name, scp) => {
  expect(await statusOf('/tasks', appToken(scp))).toBe(401);
});

it('takes nobody’s token for an application’s where none is listed', () => {
  const options = { name: 'b2c', audience: 'api', kind: 'b2c', policies: [] } as const;
  const app = { sub: principal, azp: principal, scp: writeAll, tfp: policyName, ver: '1.0' };
  expect(b2cProvider(options).appPermissionsOf(app)).toBeUndefined();
  expect(
    b2cProvider({ ...options, applicationClients: [principal] }).appPermissionsOf(app),
  ).toEqual([writeAll]);
});

it('takes no token for an application’s that says anything of a person', () => {
  const provider = b2cProvider({
    name: 'b2c',
    kind: 'b2c',
    applicationClients: [principal],
    policies: [{ name: policyName, discoveryUrl: 'https://contoso.b2clogin.com' }],
  });
  const app = { sub: principal, azp: principal, scp: writeAll, tfp: policyName, ver: '1.0' };
  expect(provider.appPermissionsOf(app)).toEqual([writeAll]);
  const sayings = fc.oneof(
    fc.constantFrom(
      'oid',
      'name',
      'emails',
      'given_name',
      'family_name',
      'idp',
      'nonce',
      'newUser',
    ),
    fc.string().map((name) => `extension_${name}`),
  );
  fc.assert(
    fc.property(sayings, fc.jsonValue(), (name, value) => {
      expect(provider.appPermissionsOf({ ...app, [name]: value })).toBeUndefined();
    }),
  );
});
