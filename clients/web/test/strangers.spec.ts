import { demoUser, type Emulator } from 'azure-ad-b2c-emulator';
import { freePort, Visitor } from 'test-support';
import { requestsTo, signIn, startB2cEmulator, useFullStack } from './support/full-stack.js';
import { environmentOf, WebClient } from './support/web-client.js';

describe('pending sign-ins', () => {
  const running = useFullStack();
  const { at, authorizationResponse } = requestsTo(running);

  it('are stored in the browser alone: they survive a restart of the client', async () => {
    const port = await freePort();
    const emulator = await startB2cEmulator(port);
    const authorityHost = emulator.httpOrigin;
    const environment = environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port });
    const before = await WebClient.start(environment);
    const visitor = new Visitor();
    const form = await visitor.open(`${before.origin}/auth/sign_in?return_to=/auth/token_details`);
    await before.close();
    const after = await WebClient.start(environment);
    const page = await visitor.submit(form, 'sign-in', { ...demoUser });
    expect([page.status, page.url.pathname]).toEqual([200, '/auth/token_details']);
    await after.close();
    await emulator.close();
  });

  it('leave nothing to read in their cookies', async () => {
    const visitor = new Visitor();
    const { url } = await visitor.open(at('/auth/sign_in'), { until: running.emulator.httpOrigin });
    const [cookie = ''] = visitor.setCookieHeaders;
    expect(cookie).toMatch(/^tasks-sign-in-[0-9a-f]{16}=.*HttpOnly; SameSite=Lax/);
    for (const part of cookie.split(/[=.;]/)) {
      const text = `${part} ${Buffer.from(part, 'base64url').toString()}`;
      expect(text).not.toContain(url.searchParams.get('state'));
      expect(text).not.toContain(url.searchParams.get('nonce'));
    }
  });

  /** Six tabs that were opened at the same time, in a browser that the provider has seen before. */
  async function sixTabs() {
    const visitor = new Visitor();
    await visitor.open(at('/auth/reset_password'));
    const pages = ['/', '/tasks', '/auth/token_details', '/tasks?a=1', '/tasks?a=2', '/?a=3'];
    const starts = pages.map((page) => `/auth/sign_in?return_to=${encodeURIComponent(page)}`);
    const forms = await Promise.all(starts.map((path) => visitor.open(at(path))));
    return { visitor, pages, forms };
  }

  it('of six tabs at once all return to their pages', async () => {
    const { visitor, pages, forms } = await sixTabs();
    const returned = [];
    for (const form of forms) {
      const { status, url } = await visitor.submit(form, 'sign-in', { ...demoUser });
      returned.push(status === 200 && url.pathname + url.search);
    }
    expect(returned).toEqual(pages);
  });

  it('of six tabs at once are accepted at once, too', async () => {
    const { visitor, pages, forms } = await sixTabs();
    const responses = [];
    for (const form of forms) {
      responses.push(await visitor.submit(form, 'sign-in', { ...demoUser }, at('/getAToken')));
    }
    const accepted = await Promise.all(responses.map(({ url }) => visitor.open(url)));
    expect(accepted.map(({ url }) => url.pathname + url.search)).toEqual(pages);
    expect(accepted.map(({ status }) => status)).toEqual(pages.map(() => 200));
  });

  it('that were abandoned do not add up: the latest still work, and requests stay small', async () => {
    const visitor = new Visitor();
    const query = encodeURIComponent(`/tasks?cursor=${'x'.repeat(400)}`);
    for (let count = 0; count < 30; count += 1) {
      const until = running.emulator.httpOrigin;
      await visitor.open(at(`/auth/sign_in?return_to=${query}`), { until });
    }
    const cookies = visitor.cookieNames(running.client.origin);
    const size = cookies.reduce(
      (sum, name) => sum + name.length + (visitor.cookie(running.client.origin, name)?.length ?? 0),
      0,
    );
    expect(size).toBeLessThan(10_000);
    expect((await visitor.open(await authorizationResponse(visitor))).status).toBe(200);
  });

  it('with a made-up or changed cookie are refused', async () => {
    const visitor = new Visitor();
    const response = await authorizationResponse(visitor);
    const [name = ''] = visitor.cookieNames(running.client.origin);
    const good = visitor.cookie(running.client.origin, name) ?? '';
    const pending = { state: response.searchParams.get('state'), startedAt: Date.now() };
    const made = [
      '',
      'x',
      JSON.stringify(pending),
      `${good.slice(0, -6)}AAAAAA`,
      `x${good.slice(1)}`,
    ];
    for (const value of made) {
      visitor.setCookie(running.client.origin, name, encodeURIComponent(value));
      expect((await visitor.open(response)).status).toBe(400);
    }
    visitor.setCookie(running.client.origin, name, good);
    expect((await visitor.open(response)).status).toBe(200);
  });

  it('are refused a second time even with a copy of the cookie', async () => {
    const visitor = new Visitor();
    const response = await authorizationResponse(visitor);
    const thief = new Visitor();
    thief.copyCookies(visitor, running.client.origin);
    const pages = await Promise.all([visitor.open(response), thief.open(response)]);
    const statuses = pages.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400]);
  });
});

describe('the limit of sign-ins per address', () => {
  let emulator: Emulator;
  let client: WebClient;

  beforeAll(async () => {
    const port = await freePort();
    emulator = await startB2cEmulator(port);
    const authorityHost = emulator.httpOrigin;
    client = await WebClient.start({
      ...environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port }),
      RATE_LIMIT_PER_IP: '5/60',
      TRUST_PROXY: '127.0.0.1',
    });
  });
  afterAll(async () => {
    await client.close();
    await emulator.close();
  });

  const start = (address: string) =>
    new Visitor().open(`${client.origin}/auth/sign_in`, {
      until: emulator.httpOrigin,
      headers: { 'x-forwarded-for': address },
    });

  it('answers 429 with a page to the address that exceeds it, and nobody else', async () => {
    const { visitor: person } = await signIn(client);
    const form = await person.open(`${client.origin}/auth/reset_password`);
    for (let count = 0; count < 5; count += 1) {
      expect((await start('203.0.113.9')).status).toBe(0);
    }
    const refused = await start('203.0.113.9');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toMatch(/Too many sign-ins[^]*href="\/auth\/sign_in">Try again</);
    expect((await start('203.0.113.10')).status).toBe(0);
    expect(form.status).toBe(200);
  });

  it('does not touch a person who is at the provider already, at the same address', async () => {
    const visitor = new Visitor();
    const headers = { 'x-forwarded-for': '203.0.113.77' };
    const form = await visitor.open(`${client.origin}/auth/sign_in`, { headers });
    while ((await start('203.0.113.77')).status === 0) {}
    const page = await visitor.submit(form, 'sign-in', { ...demoUser });
    expect(page.text).toContain('Hello, <bdi>Demo Person');
  });

  it('does not count what a caller itself put into the header', async () => {
    for (let count = 0; count < 5; count += 1) {
      await start(`198.51.100.${count}, 203.0.113.20`);
    }
    expect((await start('198.51.100.99, 203.0.113.20')).status).toBe(429);
  });
});
