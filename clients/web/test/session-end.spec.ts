import { cookieName, requestsTo, signIn, useFullStack } from './support/full-stack.js';
import { advanceMinutes, restoreTime } from './support/clock.js';
import { formsOf, Visitor, type Visit } from 'test-support';

const running = useFullStack();
const { at, isSignedIn } = requestsTo(running);

afterEach(restoreTime);

/** A page in a browser whose session has ended since, as after the idle timeout. */
async function leftOpen(path: string): Promise<{ visitor: Visitor; page: Visit }> {
  const { visitor, page } = await signIn(running.client, undefined, path);
  const cookie = visitor.cookie(running.client.origin, cookieName) ?? '';
  const otherTab = new Visitor();
  otherTab.setCookie(running.client.origin, cookieName, cookie);
  const home = await otherTab.open(at('/'));
  await otherTab.submit(home, 'sign_out', {}, running.emulator.httpOrigin);
  return { visitor, page };
}

/** Whether the provider lets this browser in without a password. */
async function isKnownToProvider(visitor: Visitor): Promise<boolean> {
  const { url } = await visitor.open(at('/auth/sign_in'));
  return url.origin === running.client.origin;
}

const titleIn = ({ text }: Visit) =>
  formsOf(text).find(({ action }) => action === '/tasks')?.fields['title'];

describe('a task that is sent after the session has ended', () => {
  it('is kept through the sign-in', async () => {
    const { visitor, page } = await leftOpen('/tasks');
    const refused = await visitor.submit(page, 'tasks', { title: 'Tea & 水 "now"' });
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('You are not signed in');
    expect(refused.text).toContain('>Tea &amp; 水 &quot;now&quot;<');
    expect(refused.text).not.toMatch(/href="[^"]*Tea/);
    const back = await visitor.follow(refused, 'Sign in');
    expect(back.url.href).toBe(at('/tasks'));
    expect(titleIn(back)).toBe('Tea & 水 "now"');
    const added = await visitor.submit(back, 'tasks');
    expect(added.text).toContain('Your task was added.');
    expect(titleIn(added)).toBe('');
  });

  it('is kept if somebody has signed in again in another tab', async () => {
    const { visitor, page } = await leftOpen('/tasks');
    // The provider still knows the browser: it asks for nothing.
    await visitor.open(at('/auth/sign_in'));
    expect(await isSignedIn(visitor)).toBe(true);
    const refused = await visitor.submit(page, 'tasks', { title: 'Tea' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('>Tea<');
    expect(titleIn(await visitor.follow(refused, 'Try again'))).toBe('Tea');
  });
});

describe('signing out', () => {
  it('ends the session at the provider although there is none here any more', async () => {
    const { visitor, page } = await leftOpen('/');
    const home = await visitor.submit(page, 'sign_out');
    expect([home.status, home.url.href]).toEqual([200, at('/')]);
    expect(home.text).toContain('You are signed out.');
    expect(await isKnownToProvider(visitor)).toBe(false);
  });

  it('in a second tab shows the same as in the first', async () => {
    const { visitor, page } = await signIn(running.client);
    for (let tab = 0; tab < 2; tab += 1) {
      const home = await visitor.submit(page, 'sign_out');
      expect([home.status, home.url.href]).toEqual([200, at('/')]);
      expect(home.text).toContain('You are signed out.');
    }
  });

  it.each<[from: string, headers: Record<string, string>]>([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this host', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['nowhere', {}],
  ])('without a session is refused to a form from %s', async (_from, headers) => {
    const { visitor } = await leftOpen('/');
    const init = { method: 'POST', body: new URLSearchParams(), headers };
    expect((await visitor.open(at('/auth/sign_out'), init)).status).toBe(403);
    expect(await isKnownToProvider(visitor)).toBe(true);
  });

  it('sends the ID token hint even after the absolute timeout', async () => {
    const { visitor, page } = await signIn(running.client);
    advanceMinutes(12 * 60 + 1);
    expect(await isSignedIn(visitor)).toBe(false);
    const leaving = await visitor.submit(page, 'sign_out', {}, running.emulator.httpOrigin);
    expect(leaving.url.searchParams.get('id_token_hint')).toMatch(/^ey/);
  });
});
