import { defaultClientIds, demoUser, type Emulator } from '../src/index.js';
import { read, receive } from './support/client.js';
import { browser, root, send } from './support/console.js';
import { start } from './support/running-emulator.js';
import { severalTenants } from './support/several-tenants.js';

describe('keys and faults in the console', () => {
  it('rotates and withdraws keys', async () => {
    const emulator = await start({ control: true });
    const [first] = emulator.keys();
    const visitor = browser(emulator);
    const rotated = await send(visitor, emulator, 'b2c/keys/rotate');
    expect(rotated.text).toContain('A new key is published and signs from now on.');
    await send(visitor, emulator, 'b2c/keys/withdraw', { kid: first?.kid ?? '' });
    expect(emulator.keys().map(({ state }) => state)).toEqual(['withdrawn', 'signing']);
    const unknown = await send(visitor, emulator, 'b2c/keys/withdraw', { kid: 'nobody' });
    expect(unknown.text).toContain('This key is not published.');
  });

  it('simulates an outage, in which the console goes on', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    await send(visitor, emulator, 'b2c/keys/behaviour', { down: 'yes', delay: '5', status: '503' });
    await expect(fetch(emulator.discoveryUrl())).rejects.toThrow('fetch failed');
    expect((await visitor.open(`${root}/b2c/keys`)).text).toMatch(/value="yes"\s+checked/);
    for (const [file, type] of [
      ['.css', 'text/css'],
      ['.js', 'text/javascript'],
      ['.svg', 'image/svg'],
    ] as const) {
      const asset = await visitor.open(root + file);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('content-type')).toContain(type);
    }
    await send(visitor, emulator, 'b2c/keys/behaviour', { delay: '0', status: '429' });
    expect((await fetch(emulator.discoveryUrl())).status).toBe(429);
    const wrong = await send(visitor, emulator, 'b2c/keys/behaviour', { delay: 'slow' });
    expect(wrong.text).toContain('Milliseconds from 0 to 600000.');
    await send(visitor, emulator, 'b2c/keys/reset');
    expect((await fetch(emulator.discoveryUrl())).status).toBe(200);
  });
});

describe('a test token in the console', () => {
  it('is shown decoded and as it is sent', async () => {
    const emulator = await start({ control: true });
    const page = await send(browser(emulator), emulator, 'b2c/tokens', {
      kind: 'access',
      scopes: 'tasks.read',
      expires: '-10',
    });
    const token = />(eyJ[\w-]+\.[\w-]+\.[\w-]+)<\/textarea>/.exec(page.text)?.[1];
    const { claims } = read(token);
    expect(claims).toMatchObject({ scp: 'tasks.read', aud: defaultClientIds.api });
    expect(claims['exp']).toBe(Number(claims['iat']) - 10);
  });

  it('names what there is when it is asked for what there is not', async () => {
    const emulator = await start({ control: true });
    const page = await send(browser(emulator), emulator, 'b2c/tokens', { client: 'nobody' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('no application &quot;nobody&quot;');
    expect(page.text).toContain(defaultClientIds.web);
  });
});

describe('several tenants in the console', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await start({ control: true, config: severalTenants });
  });
  afterEach(() => emulator.reset());

  it('are each shown, with their own people, registrations and events', async () => {
    const visitor = browser(emulator);
    const page = await visitor.open(`${root}/staff/people`);
    for (const { name } of emulator.tenants) {
      expect(page.text).toContain(`href="${root}/${name}/people"`);
    }
    expect(page.text).toContain('ada@fabrikam.example');
    expect(page.text).not.toContain(demoUser.email);
    expect((await visitor.open(`${root}/external-id/people`)).text).toContain(demoUser.email);

    await receive(emulator);
    expect((await visitor.open(`${root}/b2c/activity`)).text).toContain('<strong>Sign-in</strong>');
    expect((await visitor.open(`${root}/staff/activity`)).text).toContain('Nothing yet.');

    await send(visitor, emulator, 'staff/keys/behaviour', { down: 'yes' });
    await expect(fetch(emulator.tenant('staff').discoveryUrl())).rejects.toThrow('fetch failed');
    expect((await fetch(emulator.discoveryUrl())).status).toBe(200);
  });

  it('run a user flow of each product', async () => {
    const visitor = browser(emulator);
    const staff = emulator.tenant('staff');
    await send(visitor, emulator, `staff/people/${staff.users()[0]?.id}/sign-in`);
    const { clientId, permissions } = staff.config.applications[1] ?? {};
    const result = await send(visitor, emulator, 'staff/run', [
      ['client', clientId ?? ''],
      ['policy', 'B2C_1_signupsignin'],
      ['redirect', 'here'],
      ['scope', 'openid'],
      ['scope', `api://${permissions?.[0]?.resource}/tasks.read`],
    ]);
    expect(result.url.pathname).toBe(`${root}/staff/result`);
    expect(result.text).toContain('ada@fabrikam.example');
  });
});
