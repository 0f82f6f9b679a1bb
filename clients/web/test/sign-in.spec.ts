import { demoUser } from 'azure-ad-b2c-emulator';
import { Visitor, type Visit } from 'test-support';
import { signIn, useFullStack } from './support/full-stack.js';

const running = useFullStack();
const at = (path: string) => running.client.origin + path;

afterEach(() => running.emulator.reset());

async function setPassword(visitor: Visitor, form: Visit, password: string): Promise<Visit> {
  const sent = await visitor.submit(form, 'reset-password', { email: demoUser.email });
  const code = /id="sent-code"[^>]*>([^<]+)</.exec(sent.text)?.[1] ?? '';
  const verified = await visitor.submit(sent, 'code', { code: code.trim() });
  return visitor.submit(verified, 'new-password', { password, confirmation: password });
}

it('shows on the home page who is signed in, with the matching button', async () => {
  const visitor = new Visitor();
  const before = await visitor.open(at('/'));
  expect(before.text).toMatch(/Signed out[^]*href="\/auth\/sign_in">Sign in</);
  expect(before.headers.get('set-cookie')).toBeNull();
  const { page } = await signIn(running.client, visitor);
  expect(page.url.href).toBe(at('/'));
  expect(page.text).toMatch(/Hello, <bdi>Demo Person[^]*<button>Sign out</);
});

it('shows the claims of the ID token in a table', async () => {
  const { page } = await signIn(running.client, undefined, '/auth/token_details');
  expect(page.url.href).toBe(at('/auth/token_details'));
  expect(page.text).toMatch(/<code>tfp<\/code><\/th>\s*<td><bdi>B2C_1_signupsignin</);
  expect(page.text).toMatch(
    /<code>exp<\/code><\/th>\s*<td><bdi>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC</,
  );
});

it.each([
  ['/auth/token_details', '/auth/token_details'],
  ['/tasks', '/tasks'],
  ['/call_downstream_api', '/call_downstream_api'],
  ['/auth/edit_profile', '/'],
  ['/auth/edit_profile?return_to=/tasks', '/tasks'],
])(
  'answers %s with a 401 page and no redirect while nobody is signed in, and leads back to %s',
  async (path, returnTo) => {
    const { status, url, text } = await new Visitor().open(at(path));
    expect([status, url.pathname + url.search]).toEqual([401, path]);
    expect(text).toContain(`/auth/sign_in?return_to=${encodeURIComponent(returnTo)}"`);
  },
);

it('puts no code into the links of the page of a failed sign-in', async () => {
  const { visitor } = await signIn(running.client);
  const page = await visitor.open(at('/getAToken?code=secret-code&state=secret-state'));
  expect(page.status).toBe(400);
  expect(page.text).not.toMatch(/secret-(code|state)/);
  const form = await visitor.follow(page, 'Edit profile');
  const saved = await visitor.submit(form, 'profile', { name: 'Demo Person' });
  expect([saved.status, saved.url.href]).toEqual([200, at('/')]);
});

it.each(['/', '/tasks', '/nothing', '/auth/token_details', '/getAToken'])(
  'links on %s to nothing that answers 401 while nobody is signed in',
  async (path) => {
    const visitor = new Visitor();
    const page = await visitor.open(at(path));
    const links = [...page.text.matchAll(/<a\s[^>]*href="(\/[^"]*)"/g)].map(
      ([, href = '']) => href,
    );
    expect(links.length).toBeGreaterThan(1);
    for (const href of links) {
      const { status } = await new Visitor().open(at(href), { until: running.emulator.httpOrigin });
      expect([href, status]).not.toEqual([href, 401]);
    }
  },
);

it.each(['/', '/tasks', '/auth/token_details'])(
  'offers "Edit profile" beside the name in the header of %s',
  async (path) => {
    const { page } = await signIn(running.client, undefined, path);
    const header = /<header>[^]*<\/header>/.exec(page.text)?.[0];
    expect(header).toMatch(/<bdi>Demo Person<\/bdi>[^]*>Edit profile<\/a>/);
  },
);

it('adds and lists tasks through the API', async () => {
  const { visitor, page } = await signIn(running.client, undefined, '/tasks');
  const added = await visitor.submit(page, 'tasks', { title: 'Water <b>the</b> plants & co' });
  expect(added.url.pathname).toBe('/tasks');
  expect(added.text).toContain('Your task was added.');
  expect(added.text).toContain('Water &lt;b&gt;the&lt;/b&gt; plants &amp; co');
  // The same form again, as by a second click: the same key adds no second task.
  const again = await visitor.submit(page, 'tasks', { title: 'Water <b>the</b> plants & co' });
  expect(again.text.match(/Water &lt;b/g)).toHaveLength(1);
});

it('shows why the API refused a task, keeps what was typed, and shows the list', async () => {
  const { visitor, page } = await signIn(running.client, undefined, '/tasks');
  const before = await visitor.submit(page, 'tasks', { title: 'Was there before' });
  const title = 'x'.repeat(201);
  const refused = await visitor.submit(before, 'tasks', { title });
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(/The API did not accept that[^]*title:/);
  expect(refused.text).toContain(`value="${title}"`);
  expect(refused.text).toContain('>Was there before<');
});

it('shows the JSON of the configured endpoint', async () => {
  const { page } = await signIn(running.client, undefined, '/call_downstream_api');
  expect(page.text).toMatch(/status <strong>200<\/strong>[^]*&quot;items&quot;/);
});

it('shows a changed profile at once, and goes on calling the API', async () => {
  const { visitor, page } = await signIn(running.client);
  const form = await visitor.follow(page, 'Edit profile');
  const saved = await visitor.submit(form, 'profile', { name: 'Ada Lovelace', city: 'London' });
  expect(saved.url.href).toBe(at('/'));
  expect(saved.text).toMatch(/Your profile was saved\.[^]*Hello, <bdi>Ada Lovelace/);
  const details = await visitor.open(at('/auth/token_details'));
  expect(details.text).toMatch(/<td><bdi>London<[^]*<td><bdi>B2C_1_editprofile</);
  expect((await visitor.open(at('/tasks'))).status).toBe(200);
});

it('returns to the previous page after a cancelled edit, with a notice', async () => {
  const { visitor, page } = await signIn(running.client, undefined, '/auth/token_details?from=1');
  const back = await visitor.submit(await visitor.follow(page, 'Edit profile'), 'cancel');
  expect(back.url.href).toBe(at('/auth/token_details?from=1'));
  expect(back.text).toMatch(/You cancelled\. Your profile is as it was\.[^]*Demo Person/);
  expect((await visitor.open(at('/'))).text).not.toContain('You cancelled');
});

it('goes back home after a cancelled sign-in', async () => {
  const visitor = new Visitor();
  const back = await visitor.submit(await visitor.open(at('/auth/sign_in')), 'cancel');
  expect([back.status, back.url.href]).toEqual([200, at('/')]);
  expect(back.text).toContain('You cancelled the sign-in.');
  expect(back.text).not.toContain('Nothing was changed');
});

it('does not speak of changes where a sign-in was cancelled a second time', async () => {
  const visitor = new Visitor();
  const form = await visitor.open(at('/auth/sign_in'));
  const { url } = await visitor.submit(form, 'cancel', {}, at('/getAToken'));
  await visitor.open(url);
  const again = await visitor.open(url);
  expect(again.status).toBe(400);
  expect(again.text).toMatch(/This sign-in has expired[^]*>Sign in</);
  expect(again.text).not.toContain('Nothing was changed');
});

it('goes to the reset policy at once for a forgotten password, and then signs in', async () => {
  const visitor = new Visitor();
  const form = await visitor.open(at('/auth/sign_in?return_to=/auth/token_details'));
  const reset = await visitor.follow(form, 'Forgot your password?');
  expect(reset.text).toContain('Reset your password');
  const done = await setPassword(visitor, reset, 'Quite-new-pass-2');
  expect(done.url.href).toBe(at('/auth/token_details'));
  // Only the sign-in policy signs in.
  expect(done.text).toMatch(/Your password was changed\.[^]*<td><bdi>B2C_1_signupsignin</);
  const other = new Visitor();
  const old = await other.submit(await other.open(at('/auth/sign_in')), 'sign-in', { ...demoUser });
  expect(old.text).toContain('Invalid username or password.');
});

it('leaves a person signed in who resets the password', async () => {
  const { visitor, page } = await signIn(running.client);
  const form = await visitor.follow(page, 'Reset password');
  const done = await setPassword(visitor, form, 'Quite-new-pass-3');
  expect(done.text).toMatch(/Your password was changed\.[^]*Hello, <bdi>Demo Person/);
});

it('ends the session here and at the provider, with an ID token hint, and returns home', async () => {
  const { visitor, page } = await signIn(running.client);
  const provider = running.emulator.httpOrigin;
  const leaving = await visitor.submit(page, 'sign_out', {}, provider);
  expect(leaving.url.searchParams.get('id_token_hint')).toMatch(/^ey/);
  expect(leaving.url.searchParams.get('post_logout_redirect_uri')).toBe(at('/'));
  expect(visitor.clearSiteData).toEqual(['"cache", "storage"']);
  const home = await visitor.open(leaving.url);
  expect(home.url.href).toBe(at('/'));
  expect(home.text).toMatch(/You are signed out\.[^]*Signed out/);
  expect((await visitor.open(at('/auth/token_details'))).status).toBe(401);
  expect((await visitor.open(at('/auth/sign_in'))).text).toContain('Forgot your password?');
});

it.each(['/tasks', '/call_downstream_api', '/auth/token_details', '/nothing'])(
  'signs out from %s',
  async (path) => {
    const { visitor } = await signIn(running.client);
    const home = await visitor.submit(await visitor.open(at(path)), 'sign_out');
    expect(home.text).toContain('You are signed out.');
  },
);

it('signs out here even while the provider is down', async () => {
  const { visitor, page } = await signIn(running.client);
  running.emulator.setBehaviour({ down: true });
  await visitor.submit(page, 'sign_out', {}, running.emulator.httpOrigin);
  expect((await visitor.open(at('/auth/token_details'))).status).toBe(401);
});

it('logs no code, state or token', async () => {
  await signIn(running.client);
  const log = running.client.log.join('\n');
  expect(log).toContain('GET /getAToken 303');
  expect(log).not.toMatch(/code=|state=|eyJ/);
});
