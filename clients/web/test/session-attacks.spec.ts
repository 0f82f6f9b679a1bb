import { cookieName, requestsTo, signIn, useFullStack } from './support/full-stack.js';
import { formsOf, Visitor } from 'test-support';

const running = useFullStack();
const { at, isSignedIn } = requestsTo(running);
const sessionOf = (visitor: Visitor) => visitor.cookie(running.client.origin, cookieName) ?? '';

describe('sessions', () => {
  it('get a new id at sign-in: one that an attacker planted stays signed out', async () => {
    const attacker = new Visitor();
    const { page } = await signIn(running.client, attacker);
    const planted = sessionOf(attacker);
    await attacker.submit(page, 'sign_out', {}, running.emulator.httpOrigin);
    attacker.setCookie(running.client.origin, cookieName, planted);
    const victim = new Visitor();
    victim.setCookie(running.client.origin, cookieName, planted);
    await signIn(running.client, victim);
    expect(await isSignedIn(victim)).toBe(true);
    expect(sessionOf(victim)).not.toBe(planted);
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it('get a new id at sign-out: the old cookie is no longer valid', async () => {
    const { visitor, page } = await signIn(running.client);
    const old = sessionOf(visitor);
    await visitor.submit(page, 'sign_out');
    expect(sessionOf(visitor)).not.toBe(old);
    const thief = new Visitor();
    thief.setCookie(running.client.origin, cookieName, old);
    expect(await isSignedIn(thief)).toBe(false);
  });

  it('are not restored by a request that was in flight during the sign-out', async () => {
    const { visitor, page } = await signIn(running.client);
    const old = sessionOf(visitor);
    const thief = new Visitor();
    thief.setCookie(running.client.origin, cookieName, old);
    const edit = await visitor.open(at('/auth/edit_profile'));
    const edited = await visitor.submit(edit, 'profile', { name: 'Demo Person' }, at('/getAToken'));
    thief.copyCookies(visitor, running.client.origin);
    // Starts while signed in, and saves its session after the sign-out has ended it.
    running.emulator.setBehaviour({ delayMs: 300 });
    const inFlight = thief.open(edited.url);
    await visitor.submit(page, 'sign_out', {}, running.emulator.httpOrigin);
    await inFlight;
    running.emulator.setBehaviour({ delayMs: 0 });
    thief.setCookie(running.client.origin, cookieName, old);
    expect(await isSignedIn(thief)).toBe(false);
  });

  it.each([
    ['a changed id', (value: string) => `x${value.slice(1)}`],
    ['a changed signature', (value: string) => `${value.slice(0, -3)}AAA`],
    ['no signature', (value: string) => value.split('.')[0] ?? ''],
    ['nonsense', () => 'not.a.cookie'],
  ])('are not had with %s in the cookie', async (_name, change) => {
    const { visitor } = await signIn(running.client);
    const changed = change(sessionOf(visitor));
    visitor.setCookie(running.client.origin, cookieName, changed);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('live behind an HttpOnly, SameSite=Lax cookie that holds an id and no data', async () => {
    const { visitor } = await signIn(running.client);
    const cookie = visitor.setCookieHeaders.findLast((line) => line.startsWith(`${cookieName}=`));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie?.length).toBeLessThan(200);
  });
});

describe('forms', () => {
  const actions = ['/auth/sign_out', '/tasks'];

  async function post(visitor: Visitor, path: string, csrf?: string, origin?: string) {
    const body = new URLSearchParams({ title: 'forged', ...(csrf !== undefined && { csrf }) });
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    return visitor.open(at(path), { method: 'POST', body, headers });
  }

  it.each(actions)('%s is refused without a token, or with somebody else’s', async (path) => {
    const { visitor } = await signIn(running.client);
    const other = await signIn(running.client);
    const foreign = formsOf(other.page.text)[0]?.fields['csrf'];
    for (const csrf of [undefined, '', 'made-up', foreign]) {
      const page = await post(visitor, path, csrf);
      expect(page.status).toBe(403);
      expect(page.text).toContain('That form is no longer valid');
    }
    expect((await visitor.open(at('/tasks'))).text).not.toContain('forged');
  });

  it.each(['https://evil.example', 'null', 'http://localhost:1'])(
    'from %s are refused even with the token',
    async (origin) => {
      const { visitor, page } = await signIn(running.client);
      const csrf = formsOf(page.text)[0]?.fields['csrf'];
      expect((await post(visitor, '/auth/sign_out', csrf, origin)).status).toBe(403);
      expect(await isSignedIn(visitor)).toBe(true);
    },
  );

  it('do not sign out by a link', async () => {
    const { visitor } = await signIn(running.client);
    expect((await visitor.open(at('/auth/sign_out'))).status).toBe(404);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x'])(
    'are taken as form data only, not as %s',
    async (type) => {
      const { visitor } = await signIn(running.client);
      const init = { method: 'POST', body: '{}', headers: { 'content-type': type } };
      expect((await visitor.open(at('/auth/sign_out'), init)).status).toBe(415);
    },
  );
});

describe('return addresses', () => {
  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '\\\\evil.example',
    '/..//evil.example/',
    '/.//evil.example',
    'javascript:alert(1)',
    'http:evil.example',
    ' //evil.example',
    '',
  ])('%j leads home', async (returnTo) => {
    const { page } = await signIn(running.client, undefined, returnTo);
    expect(page.url.href).toBe(at('/'));
  });

  it('on this site is followed, with its query', async () => {
    const { page } = await signIn(running.client, undefined, '/auth/token_details?a=1&b=//x');
    expect(page.url.href).toBe(at('/auth/token_details?a=1&b=//x'));
  });
});

describe('pages', () => {
  it('run no script and are framed by nobody', async () => {
    const { headers, text } = await new Visitor().open(at('/'));
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('escape a name', async () => {
    const { visitor, page } = await signIn(running.client);
    const edit = await visitor.follow(page, 'Edit profile');
    const name = '<img src=x onerror=alert(1)>"\'&';
    const home = await visitor.submit(edit, 'profile', { name });
    expect(home.text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
    expect(home.text).not.toContain('<img');
    await running.emulator.reset();
  });

  it.each(['/nothing', '/%E0%A4%A', '/auth/token_details/'])(
    '%s is answered with a page',
    async (path) => {
      const response = await fetch(at(path));
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).not.toContain('node_modules');
    },
  );
});
