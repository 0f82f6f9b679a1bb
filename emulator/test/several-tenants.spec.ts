import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { startEmulator, type Emulator } from '../src/index.js';
import { start } from './support/running-emulator.js';
import {
  audiences,
  clientIds,
  demo,
  severalTenants,
  sharedTenantId,
} from './support/several-tenants.js';
import { Visitor } from 'test-support';

const names = ['b2c', 'external-id', 'staff', 'moved'];

let emulator: Emulator;
beforeAll(async () => (emulator = await start({ config: severalTenants, control: true })));
afterEach(() => emulator.reset());

const metadata = async (name: string) =>
  (await (await fetch(emulator.tenant(name).discoveryUrl())).json()) as Record<string, string>;

async function verify(name: string, token: string): Promise<void> {
  const { issuer, jwks_uri: keys = '' } = await metadata(name);
  await jwtVerify(token, createRemoteJWKSet(new URL(keys)), {
    ...(issuer !== undefined && { issuer }),
    audience: audiences[name] ?? '',
  });
}

function signInUrl(name: string, first: string): string {
  const { api, web } = clientIds(first);
  const { provider } = emulator.tenant(name).config;
  const prefix = provider === 'entra' ? `api://${api}` : `https://contoso.onmicrosoft.com/${api}`;
  return `${emulator.tenant(name).authority()}/oauth2/v2.0/authorize?${new URLSearchParams({
    client_id: web,
    redirect_uri: 'http://localhost:5000/getAToken',
    response_type: 'code',
    scope: `openid ${prefix}/tasks.read`,
  }).toString()}`;
}

describe('several tenants in one process', () => {
  it('are listed, the one of the top level first', () => {
    expect(emulator.tenants.map(({ name }) => name)).toEqual(names);
    expect(emulator.issuer).toBe(emulator.tenant('b2c').issuer);
    expect(() => emulator.tenant('other')).toThrow('no tenant "other"');
  });

  it('have an issuer, keys and an audience each; a token is good for one alone', async () => {
    for (const name of names) {
      const token = await emulator.tenant(name).issueTestToken();
      for (const other of names) {
        const outcome = await verify(other, token).then(
          () => 'accepted',
          () => 'refused',
        );
        expect(`${name} at ${other}: ${outcome}`).toBe(
          `${name} at ${other}: ${name === other ? 'accepted' : 'refused'}`,
        );
      }
    }
  });

  it('rotate their keys, and fail, each alone', async () => {
    const keysOf = async (name: string) =>
      (await (await fetch((await metadata(name))['jwks_uri'] ?? '')).json()) as { keys: unknown[] };
    await emulator.tenant('staff').rotateKeys();
    expect((await keysOf('staff')).keys).toHaveLength(2);
    expect((await keysOf('b2c')).keys).toHaveLength(1);
    expect((await keysOf('external-id')).keys).toHaveLength(1);

    emulator.tenant('external-id').setBehaviour({ failWith: 503 });
    const status = async (name: string) =>
      (await fetch(emulator.tenant(name).discoveryUrl())).status;
    expect(await status('external-id')).toBe(503);
    expect(await status('b2c')).toBe(200);
    expect(await status('moved')).toBe(200);
  });

  it('sign in the people of one and not of another, with a session each', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const signIn = async (name: string, first: string, email: string) => {
      const page = await visitor.open(signInUrl(name, first));
      return visitor.submit(page, 'sign-in', { email, password: 'Demo-pass-1' });
    };
    expect((await signIn('staff', 'b', demo.email)).text).toContain('Invalid username or password');
    expect((await signIn('staff', 'b', 'ada@fabrikam.example')).url.searchParams.has('code')).toBe(
      true,
    );
    const elsewhere = await visitor.open(signInUrl('external-id', 'a'));
    expect(elsewhere.url.pathname).toMatch(/\/sign-in$/);
    await signIn('external-id', 'a', demo.email);
    const silent = await visitor.open(`${signInUrl('staff', 'b')}&prompt=none`);
    expect(silent.url.searchParams.has('code')).toBe(true);
  });

  it('are all on the overview page', async () => {
    const text = await (await fetch(emulator.httpOrigin)).text();
    for (const product of ['Local Azure AD B2C', 'Local Entra ID', 'Local Entra External ID']) {
      expect(text).toContain(product);
    }
  });

  it('answer organizations as the Entra ID tenant', async () => {
    const url = `${emulator.httpOrigin}/organizations/v2.0/.well-known/openid-configuration`;
    const document = (await (await fetch(url)).json()) as Record<string, string>;
    expect(document['issuer']).toBe('https://localhost:8443/{tenantid}/v2.0');
  });

  it('are selected in the control API by ?tenant=', async () => {
    const ask = (query: string) =>
      fetch(`${emulator.httpOrigin}/__emulator/tokens${query}`, { method: 'POST' });
    const claims = async (query: string) =>
      decodeJwt(((await (await ask(query)).json()) as { token: string }).token);
    expect((await claims('')).aud).toBe(audiences['b2c']);
    expect((await claims('?tenant=staff')).aud).toBe(audiences['staff']);
    expect((await ask('?tenant=other')).status).toBe(404);
  });

  it('keep keys and people in files of their own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b2c-tenants-'));
    const options = {
      config: severalTenants,
      certificateDir: folder,
      stateFile: join(folder, 'users.json'),
    };
    const first = await startEmulator(options);
    const before = names.map((name) => first.tenant(name).keys());
    await first.reset();
    await first.close();
    expect((await readdir(folder)).toSorted()).toEqual([
      '.gitignore',
      'signing-keys-external-id.json',
      'signing-keys-moved.json',
      'signing-keys-staff.json',
      'signing-keys.json',
      'users-moved.json',
      'users-staff.json',
      'users.json',
    ]);
    const second = await start(options);
    expect(names.map((name) => second.tenant(name).keys())).toEqual(before);
    await rm(folder, { recursive: true });
  });
});

describe('B2C and External ID as one tenant', () => {
  it('have the same people with the same object ids, and differ in everything else', async () => {
    const b2c = decodeJwt(await emulator.tenant('b2c').issueTestToken({ user: demo.email }));
    const externalId = decodeJwt(
      await emulator.tenant('external-id').issueTestToken({ user: demo.email }),
    );
    expect(b2c['oid']).toBe(demo.id);
    expect(externalId['oid']).toBe(demo.id);
    expect(b2c.sub).toBe(demo.id);
    expect(externalId.sub).not.toBe(demo.id);
    expect(b2c.iss).toBe(`https://localhost:8443/${sharedTenantId}/v2.0/`);
    expect(externalId.iss).toBe(`https://${sharedTenantId}.ciamlogin.com/${sharedTenantId}/v2.0`);
    expect([b2c['ver'], externalId['ver']]).toEqual(['1.0', '2.0']);
    expect(externalId['tid']).toBe(sharedTenantId);
    expect([b2c['emails'], externalId['email']]).toEqual([[demo.email], demo.email]);
  });

  it('show a profile that was edited through one to the other', async () => {
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const authorize = `${emulator.authority('B2C_1_editprofile')}/oauth2/v2.0/authorize?`;
    const page = await visitor.open(
      authorize +
        new URLSearchParams({
          client_id: '44444444-4444-4444-8444-444444444444',
          redirect_uri: 'http://localhost:5000/getAToken',
          response_type: 'code',
          scope: 'openid',
        }).toString(),
    );
    const profile = await visitor.submit(page, 'sign-in', {
      email: demo.email,
      password: 'Demo-pass-1',
    });
    await visitor.submit(profile, 'profile', { name: 'Another Name' });
    const claims = decodeJwt(await emulator.tenant('external-id').issueTestToken());
    expect(claims['name']).toBe('Another Name');
  });
});

describe('a tenant that people were moved to', () => {
  it('has new object ids, and sends the former one under the configured name', async () => {
    const of = async (user: string) =>
      decodeJwt(await emulator.tenant('moved').issueTestToken({ user }));
    const moved = await of(demo.email);
    expect(moved['former_oid']).toBe(demo.id);
    expect(moved['oid']).not.toBe(demo.id);
    expect(moved['tid']).toBe('0e000000-0000-4000-8000-000000000001');
    expect(await of('new@contoso.example')).not.toHaveProperty('former_oid');
  });

  it('sends it in tokens for that API only', async () => {
    const id = decodeJwt(
      await emulator.tenant('moved').issueTestToken({ kind: 'id', client: clientIds('c').web }),
    );
    expect(id).not.toHaveProperty('former_oid');
  });
});
