import {
  defaultClientIds,
  defaultConfig,
  defaultSecrets,
  startEmulator,
  type Emulator,
} from 'azure-ad-b2c-emulator';
import { Api } from './support/api.js';
import { logLineOf } from './support/refusals.js';

const home = defaultConfig.tenant.id;
const other = '77777777-7777-4777-8777-777777777777';
const unlisted = '99999999-9999-4999-8999-999999999999';
const person = (email: string, more: object = {}) => ({
  email,
  password: 'Demo-pass-1',
  attributes: { name: email },
  ...more,
});
const people = {
  member: person('member@contoso.example'),
  guest: person('guest@fabrikam.example', { guest: true }),
  far: person('far@fabrikam.example', { tenantId: other }),
  stranger: person('stranger@unlisted.example', { tenantId: unlisted }),
  chief: person('chief@contoso.example', { roles: ['Tasks.Read.All'], groupOverage: true }),
};
type Person = keyof typeof people;

const modes = {
  'one tenant': { IDENTITY_PROVIDER: 'entra', TENANT_ID: home },
  'one tenant with guests': { IDENTITY_PROVIDER: 'entra', TENANT_ID: home, ALLOW_GUESTS: 'true' },
  'many tenants': {
    IDENTITY_PROVIDER: 'entra',
    TENANT_ID: 'organizations',
    ALLOWED_TENANTS: `${home},${other}`,
  },
  'External ID': { IDENTITY_PROVIDER: 'external-id', TENANT_ID: home },
} as const;
type Mode = keyof typeof modes;

const running = new Map<Mode, Api>();
let entra: Emulator;
let externalId: Emulator;

beforeAll(async () => {
  const { member } = people;
  const otherTenants = [other, unlisted];
  const users = Object.values(people);
  entra = await startEmulator({ config: { provider: 'entra', otherTenants, users } });
  externalId = await startEmulator({ config: { provider: 'external-id', users: [member] } });
  for (const [mode, environment] of Object.entries(modes)) {
    const api = await Api.start({ origin: emulatorOf(mode as Mode).httpOrigin }, environment);
    running.set(mode as Mode, await api.whenReady());
  }
});
afterAll(async () => {
  for (const api of running.values()) {
    await api.close();
  }
  await entra.close();
  await externalId.close();
});

function emulatorOf(mode: Mode): Emulator {
  return mode === 'External ID' ? externalId : entra;
}

function apiOf(mode: Mode): Api {
  const api = running.get(mode);
  if (!api) {
    throw new Error(`nothing runs for ${mode}`);
  }
  return api;
}

/** The status, or of a refused token the code in the log. */
async function outcomeOf(mode: Mode, token: string, path = '/tasks'): Promise<unknown> {
  const api = apiOf(mode);
  const answer = await api.call(path, { token });
  return answer.status === 401
    ? ((await logLineOf({ api }, answer)) as { refusal?: unknown }).refusal
    : answer.status;
}

it.each<[Mode, Person, unknown]>([
  ['one tenant', 'member', 200],
  ['one tenant', 'guest', 'guest'],
  ['one tenant', 'far', 'tenant'],
  ['one tenant with guests', 'guest', 200],
  ['many tenants', 'member', 200],
  ['many tenants', 'far', 200],
  ['many tenants', 'stranger', 'tenant'],
  ['many tenants', 'guest', 'guest'],
  ['External ID', 'member', 200],
])('with %s, answers %s with %s', async (mode, who, expected) => {
  const token = await emulatorOf(mode).issueTestToken({ user: people[who].email });
  expect(await outcomeOf(mode, token)).toBe(expected);
});

it.each<[Mode]>([['one tenant'], ['many tenants'], ['External ID']])(
  'with %s, refuses tokens in which anything is wrong',
  async (mode) => {
    const { email: user } = people.member;
    const mint = (options: Parameters<Emulator['issueTestToken']>[0]) =>
      emulatorOf(mode).issueTestToken({ user, ...options });
    expect(await outcomeOf(mode, await mint({ key: 'foreign' }))).toBe('signature');
    expect(await outcomeOf(mode, await mint({ expiresInSeconds: -300 }))).toBe('expired');
    expect(await outcomeOf(mode, await mint({ kind: 'id' }))).toBe('audience');
    expect(await outcomeOf(mode, await mint({ dropClaims: ['tid'] }))).toBe('tenant');
    expect(await outcomeOf(mode, await mint({ claims: { ver: '1.0' } }))).toBe('v1_token');
    expect(await outcomeOf(mode, await mint({ scopes: ['tasks.write'] }))).toBe(403);
  },
);

it.each<[Mode, string, string]>([
  ['one tenant', home, `api://${defaultClientIds.api}`],
  ['many tenants', home, `api://${defaultClientIds.api}`],
  ['External ID', home, `https://contoso.onmicrosoft.com/${defaultClientIds.api}`],
])('with %s, takes the permissions of a daemon from roles', async (mode, tenant, prefix) => {
  const answer = await fetch(`${emulatorOf(mode).httpOrigin}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: defaultClientIds.daemon,
      client_secret: defaultSecrets.daemon,
      scope: `${prefix}/.default`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  expect((await apiOf(mode).call('/me', { token })).body).toMatchObject({
    tenant: home,
    client: defaultClientIds.daemon,
    appPermissions: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
    isApp: true,
  });
  expect(await outcomeOf(mode, token, '/tasks?owner=de30de30-0000-4000-8000-000000000001')).toBe(
    200,
  );
});

it('gives a person with the role of an application nothing but a role', async () => {
  const { email: user } = people.chief;
  const token = await entra.issueTestToken({ user, scopes: ['user_impersonation'] });
  expect((await apiOf('one tenant').call('/me', { token })).body).toMatchObject({
    roles: ['Tasks.Read.All'],
    appPermissions: [],
    isApp: false,
    groups: [],
    groupOverage: true,
  });
  expect(await outcomeOf('one tenant', token)).toBe(403);
});

it('keeps the tasks of two tenants apart', async () => {
  const api = apiOf('many tenants');
  const oid = '5a5e0000-0000-4000-8000-000000000001';
  const mint = (who: Person) =>
    entra.issueTestToken({ user: people[who].email, claims: { oid, sub: oid } });
  const [here, there] = [await mint('member'), await mint('far')];
  const { body } = await api.call('/tasks', {
    method: 'POST',
    token: here,
    body: { title: 'Of this tenant' },
  });
  const path = `/tasks/${String(body['id'])}`;
  expect((await api.call(path, { token: here })).status).toBe(200);
  expect((await api.call(path, { token: there })).status).toBe(404);
});

it('follows its keys when they are rotated', async () => {
  const { email: user } = people.member;
  await entra.rotateKeys();
  expect(await outcomeOf('many tenants', await entra.issueTestToken({ user }))).toBe(200);
});
