import { createRemoteJWKSet, jwtVerify } from 'jose';
import { defaultClientIds, type Emulator } from '../src/index.js';
import { read, receiveCode, redeem } from './support/client.js';
import { start } from './support/running-emulator.js';

async function call(
  { httpOrigin }: Emulator,
  what: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const [method = '', path = ''] = what.split(' ');
  const response = await fetch(`${httpOrigin}/__emulator/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
  };
}

function verify(emulator: Emulator, token: string) {
  const keys = createRemoteJWKSet(new URL(`${emulator.authority()}/discovery/v2.0/keys`));
  return jwtVerify(token, keys, { issuer: emulator.issuer, audience: defaultClientIds.api });
}

describe('a test token', () => {
  it('is the one the token endpoint would give, unless told otherwise', async () => {
    const emulator = await start();
    const issued = await emulator.issueTestToken({
      client: defaultClientIds.singlePage,
      scopes: ['tasks.read', 'tasks.write'],
      nonce: 'the-nonce',
    });
    const { body } = await redeem(emulator, await receiveCode(emulator));
    const real = read(body['access_token']);
    const time = { iat: 0, nbf: 0, exp: 0 };
    expect(Object.entries({ ...read(issued).claims, ...time })).toEqual(
      Object.entries({ ...real.claims, ...time }),
    );
    expect(read(issued).header).toEqual(real.header);
    await verify(emulator, issued);
  });

  it('can be of any person, policy, client and kind', async () => {
    const emulator = await start();
    const app = await emulator.issueTestToken({ kind: 'application', policy: 'b2c_1_editprofile' });
    expect(read(app).claims).toMatchObject({
      azp: defaultClientIds.daemon,
      tfp: 'B2C_1_editprofile',
      scp: 'Tasks.Read.All Tasks.ReadWrite.All',
    });
    const id = await emulator.issueTestToken({ kind: 'id', user: 'demo@contoso.example' });
    expect(read(id).claims).toMatchObject({ aud: defaultClientIds.documentation });
  });

  it('can differ in any claim and header member', async () => {
    const emulator = await start();
    const token = await emulator.issueTestToken({
      claims: { iss: 'https://evil.example/', extra: [1] },
      dropClaims: ['scp', 'nbf'],
      header: { typ: 'at+jwt' },
      dropHeader: ['kid'],
      expiresInSeconds: -10,
    });
    const { header, claims } = read(token);
    expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt' });
    expect(claims).toMatchObject({ iss: 'https://evil.example/', extra: [1] });
    expect(claims).not.toHaveProperty('scp');
    expect(claims['exp']).toBe((claims['iat'] as number) - 10);
  });

  it('can be signed with a key nobody published, or not at all', async () => {
    const emulator = await start();
    const foreign = await emulator.issueTestToken({ key: 'foreign' });
    expect(read(foreign).header['kid']).toBe(emulator.keys()[0]?.kid);
    await expect(verify(emulator, foreign)).rejects.toThrow('signature verification failed');
    expect(await emulator.issueTestToken({ header: { alg: 'none' } })).toMatch(
      /^[\w-]+\.[\w-]+\.$/,
    );
  });

  it.each([
    [{ policy: 'B2C_1_x' }, 'no policy "B2C_1_x"'],
    [{ user: 'who' }, 'no user "who"'],
    [{ client: 'x' }, 'no application "x"'],
    [{ key: 'x' }, 'no key "x"'],
  ])('cannot be of what is not there: %j', async (options, message) => {
    const emulator = await start();
    await expect(emulator.issueTestToken(options)).rejects.toThrow(message);
  });
});

describe('the control API', () => {
  it('is not there unless it was turned on', async () => {
    const emulator = await start();
    expect((await call(emulator, 'GET users')).status).toBe(404);
    expect((await call(emulator, 'POST reset')).status).toBe(404);
  });

  it('issues test tokens', async () => {
    const emulator = await start({ control: true });
    const { status, body } = await call(emulator, 'POST tokens', { claims: { scp: 'tasks.read' } });
    expect(status).toBe(201);
    const { payload } = await verify(emulator, String(body['token']));
    expect(payload['scp']).toBe('tasks.read');
    expect((await call(emulator, 'POST tokens', { user: 'who' })).status).toBe(400);
    const unknown = await call(emulator, 'POST tokens', { claim: {} });
    expect(unknown).toMatchObject({ status: 400, body: { error: 'invalid request' } });
  });

  it('rotates and withdraws keys', async () => {
    const emulator = await start({ control: true });
    const [first] = emulator.keys();
    const { body } = await call(emulator, 'POST keys');
    expect((await call(emulator, `DELETE keys/${first?.kid}`)).status).toBe(204);
    expect((await call(emulator, 'DELETE keys/unheard-of')).status).toBe(404);
    expect((await call(emulator, 'GET keys')).body['keys']).toMatchObject([
      { kid: first?.kid, state: 'withdrawn' },
      { kid: body['kid'], state: 'signing' },
    ]);
  });

  it('makes the emulator slow, wrong or silent, and well again', async () => {
    const emulator = await start({ control: true });
    await call(emulator, 'PUT behaviour', { delayMs: 200 });
    const started = performance.now();
    await fetch(emulator.discoveryUrl());
    expect(performance.now() - started).toBeGreaterThan(190);

    await call(emulator, 'PUT behaviour', { delayMs: 0, failWith: 500 });
    expect((await fetch(emulator.discoveryUrl())).status).toBe(500);

    const { body } = await call(emulator, 'PUT behaviour', { down: true });
    expect(body).toEqual({ delayMs: 0, down: true, failWith: 500 });
    await expect(fetch(emulator.discoveryUrl())).rejects.toThrow('fetch failed');

    expect((await call(emulator, 'POST reset')).status).toBe(204);
    expect((await fetch(emulator.discoveryUrl())).status).toBe(200);
  });

  it('lists people without their passwords', async () => {
    const emulator = await start({ control: true });
    const { body } = await call(emulator, 'GET users');
    expect(body['users']).toMatchObject([{ email: 'demo@contoso.example' }]);
    expect(JSON.stringify(body)).not.toMatch(/password|scrypt/);
  });

  it.each<Record<string, string>>([
    { origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'cross-site' },
  ])('refuses browsers: %j', async (headers) => {
    const emulator = await start({ control: true });
    expect((await call(emulator, 'POST tokens', {}, headers)).status).toBe(403);
  });
});
