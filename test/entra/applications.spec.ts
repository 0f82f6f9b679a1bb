import fc from 'fast-check';
import { appPermissions } from '../../src/auth/providers/entra.claims.js';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { appTokenOf, homeTenant, modes, otherTenant } from '../support/entra-modes.js';
import { challengeWith } from '../support/challenge.js';
import { audience, claimsIn, startProvider } from '../support/provider.js';

let provider: TestProvider;
let api: Api;

beforeAll(async () => {
  const allowedTenants = [homeTenant, otherTenant];
  provider = await startProvider({ kind: 'entra', allowedTenants });
  const variables = { ALLOWED_TENANTS: allowedTenants.join(',') };
  const environment = { ...modes['many tenants'].environment, ...variables };
  api = await (await Api.start(provider, environment)).whenReady();
});
afterAll(async () => {
  await api.close();
  await provider.close();
});

const ada = 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11';
const readAll = ['Tasks.Read.All'];
const writeAll = ['Tasks.ReadWrite.All'];
const app = (roles: readonly string[] = readAll, claims: Record<string, unknown> = {}) =>
  provider.token({ application: true, appPermissions: roles, claims });

interface TaskAnswer {
  readonly id: string;
  readonly items: readonly { readonly title: string }[];
}

async function addTask(title: string, token = provider.token()): Promise<string> {
  const { status, body } = await api.call<TaskAnswer>('/tasks', {
    method: 'POST',
    token,
    body: { title },
  });
  expect(status).toBe(201);
  return `/tasks/${body.id}`;
}

const statusOf = async (path: string, token: Promise<string>, method = 'GET') =>
  (await api.call(path, { method, token, ...(method === 'PATCH' && { body: { title: 'New' } }) }))
    .status;

it('reads everybody’s tasks with Tasks.Read.All, and changes none', async () => {
  const path = await addTask('Of Ada');
  const { body } = await api.call<TaskAnswer>(`/tasks?owner=${ada}`, { token: app() });
  expect(body.items.map(({ title }) => title)).toContain('Of Ada');
  expect(await statusOf(path, app())).toBe(200);
  for (const method of ['PATCH', 'DELETE']) {
    const answer = await api.call(path, { method, token: app(), body: { title: 'x' } });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain(
      `error="insufficient_scope", scope="api://${audience}/tasks.write"`,
    );
  }
});

it('changes and deletes everybody’s tasks with Tasks.ReadWrite.All', async () => {
  const path = await addTask('To be changed');
  expect(await statusOf(path, app(writeAll), 'PATCH')).toBe(200);
  expect((await api.call(path, { token: provider.token() })).body['title']).toBe('New');
  expect(await statusOf(path, app(writeAll), 'DELETE')).toBe(204);
});

it('lists its own tasks unless it names an owner', async () => {
  await addTask('Of Ada');
  await addTask('Of the application', app(writeAll));
  const { body } = await api.call<TaskAnswer>('/tasks', { token: app() });
  expect(body.items.map(({ title }) => title)).toEqual(['Of the application']);
});

it('never reaches another tenant, equal object ids or not', async () => {
  const path = await addTask('At home');
  const foreign = app(writeAll, { tid: otherTenant, iss: undefined });
  const request = { application: true, appPermissions: writeAll, tenantId: otherTenant };
  const token = provider.token(request);
  expect(await statusOf(path, foreign)).toBe(401);
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    expect(await statusOf(path, token, method)).toBe(404);
  }
  const { body } = await api.call<TaskAnswer>(`/tasks?owner=${ada}`, { token });
  expect(body.items).toEqual([]);
  // The same object id in the other tenant is another person.
  expect(await statusOf(path, provider.token({ tenantId: otherTenant }))).toBe(404);
});

it('lets no person name an owner, not even themselves', async () => {
  const { status, body } = await api.call(`/tasks?owner=${ada}`, { token: provider.token() });
  expect(status).toBe(400);
  expect(body['errors']).toEqual([{ path: 'owner', message: 'is not known here' }]);
});

it.each([
  ['a role of the same name', { roles: writeAll, scp: 'openid' }],
  ['a role, and idtyp user', { roles: writeAll, idtyp: 'user', scp: 'openid' }],
  ['the permission as a scope', { scp: 'Tasks.ReadWrite.All' }],
  ['a role, and sub equal to oid', { roles: writeAll, sub: ada, scp: 'openid' }],
  ['a role, and idtyp in a list', { roles: writeAll, idtyp: ['app'], scp: 'openid' }],
])('refuses a person with %s', async (_name, claims) => {
  for (const [path, method] of [
    ['/tasks', 'GET'],
    ['/tasks', 'POST'],
  ] as const) {
    expect(await statusOf(path, provider.token({ claims }), method)).toBe(403);
  }
});

it.each([
  ['idtyp app', {}, 200],
  ['no idtyp, and the shape of an application', { idtyp: undefined }, 200],
  ['no idtyp, and a client that proved nothing', { idtyp: undefined, azpacr: '0' }, 401],
  ['no idtyp, and a name', { idtyp: undefined, name: 'Ada' }, 401],
  ['no idtyp, and a sub of its own', { idtyp: undefined, sub: 'pairwise' }, 401],
  ['no idtyp, and a scope', { idtyp: undefined, scp: 'openid' }, 403],
  ['no role', { roles: [] }, 401],
  ['roles that are no list', { roles: 'Tasks.Read.All' }, 401],
  ['another role', { roles: ['tasks.read.all'] }, 403],
])('takes an application with %s as it should', async (_name, claims, expected) => {
  expect(await statusOf('/tasks', appTokenOf(provider, claims))).toBe(expected);
});

it('takes no token of a person for an application’s, whatever else it says', async () => {
  const personal = claimsIn(await provider.token({ roles: writeAll }));
  const extra = fc.dictionary(
    fc.constantFrom('azpacr', 'idtyp', 'oid', 'sub', 'acct', 'idp', 'groups', 'roles', 'appid'),
    fc.oneof(fc.constantFrom('1', '2', 'user', ada, 'App', 'APP', 'app '), fc.jsonValue()),
  );
  fc.assert(
    fc.property(extra, (claims) => {
      fc.pre(claims['idtyp'] !== 'app');
      expect(appPermissions({ ...personal, ...claims })).toBeUndefined();
    }),
  );
});

it('says in /me that it is an application, and what it may do', async () => {
  const { body } = await api.call('/me', { token: app(writeAll) });
  expect(body).toMatchObject({ isApp: true, appPermissions: writeAll, scopes: [], name: null });
});

it('says in /me that groups are too many to be named', async () => {
  const overage = { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'x' } } };
  const many = await api.call('/me', { token: provider.token({ claims: overage }) });
  expect(many.body).toMatchObject({ groups: [], groupOverage: true });
  const implicit = await api.call('/me', {
    token: provider.token({ claims: { hasgroups: true } }),
  });
  expect(implicit.body).toMatchObject({ groupOverage: true });
  const few = await api.call('/me', { token: provider.token({ claims: { groups: [ada] } }) });
  expect(few.body).toMatchObject({ groups: [ada], groupOverage: false });
});

it('says where to sign in at this provider', async () => {
  const answer = await api.call('/tasks');
  expect(answer.headers.get('www-authenticate')).toBe(
    challengeWith(provider).replace(
      /authorization_uri="[^"]*"/,
      `authorization_uri="${provider.origin}/common/oauth2/v2.0/authorize"`,
    ),
  );
});
