import { address, authorizeUrl, read, redeem, signIn } from './support/client.js';
import { start, stoppedClock } from './support/running-emulator.js';
import { Visitor } from 'test-support';

describe('single sign-on', () => {
  it('signs in without a page in the same browser, with the time of the real sign-in', async () => {
    const clock = stoppedClock();
    const emulator = await start({ now: clock.now });
    const visitor = new Visitor({ within: emulator.httpOrigin });
    await signIn(visitor, await visitor.open(authorizeUrl(emulator)));
    const signedInAt = Math.floor(clock.now() / 1000);
    clock.forward(600_000);
    const { url } = await visitor.open(authorizeUrl(emulator, { prompt: 'none' }));
    const { body } = await redeem(emulator, url.searchParams.get('code') ?? '');
    const { claims } = read(body['id_token']);
    expect(claims['auth_time']).toBe(signedInAt);
    expect(claims['iat']).toBe(signedInAt + 600);
  });

  it('asks again when the client says prompt=login', async () => {
    const emulator = await start();
    const visitor = new Visitor({ within: emulator.httpOrigin });
    await signIn(visitor, await visitor.open(authorizeUrl(emulator)));
    const page = await visitor.open(authorizeUrl(emulator, { prompt: 'login' }));
    expect(page.url.pathname).toMatch(/\/sign-in$/);
  });

  it('refuses prompt=none for a browser nobody signed in with', async () => {
    const emulator = await start();
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const { url } = await visitor.open(authorizeUrl(emulator, { prompt: 'none' }));
    expect(url.searchParams.get('error')).toBe('interaction_required');
    expect(url.searchParams.get('error_description')).toContain('AADB2C90077');
  });

  it('ends when the session has not been used for its lifetime', async () => {
    const clock = stoppedClock();
    const emulator = await start({ now: clock.now });
    const visitor = new Visitor({ within: emulator.httpOrigin });
    await signIn(visitor, await visitor.open(authorizeUrl(emulator)));
    clock.forward(25 * 3_600_000);
    const { url } = await visitor.open(authorizeUrl(emulator, { prompt: 'none' }));
    expect(url.searchParams.get('error')).toBe('interaction_required');
  });

  it('keeps cookies from scripts, and the two listeners apart', async () => {
    const emulator = await start();
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const response = await fetch(authorizeUrl(emulator), { redirect: 'manual' });
    expect(response.headers.get('set-cookie')).toMatch(
      /^b2c-emulator-\d+-journey=[\w-]+; Path=\/interaction\/[\w-]+; HttpOnly; SameSite=Lax; Max-Age=1800$/,
    );
    await signIn(visitor, await visitor.open(authorizeUrl(emulator)));
    const { port } = new URL(emulator.httpOrigin);
    expect(visitor.cookieNames().toSorted()).toEqual([
      `b2c-emulator-${port}-journey`,
      `b2c-emulator-${port}-sso`,
    ]);
  });
});

describe('sign-out', () => {
  async function signedIn() {
    const emulator = await start();
    const visitor = new Visitor({ within: emulator.httpOrigin });
    const { url } = await signIn(visitor, await visitor.open(authorizeUrl(emulator)));
    const { body } = await redeem(emulator, url.searchParams.get('code') ?? '');
    const logout = (params: Record<string, string>) =>
      visitor.open(`${address(emulator, 'logout')}?${new URLSearchParams(params).toString()}`);
    return { emulator, visitor, idToken: String(body['id_token']), logout };
  }

  it('ends the session of every policy and goes to any address when there is no hint', async () => {
    const { emulator, visitor, logout } = await signedIn();
    const { url } = await logout({
      post_logout_redirect_uri: 'https://anywhere.example/bye',
      state: 's1',
    });
    expect(url.href).toBe('https://anywhere.example/bye?state=s1');
    const page = await visitor.open(authorizeUrl(emulator, {}, 'B2C_1_editprofile'));
    expect(page.url.pathname).toMatch(/\/sign-in$/);
  });

  it('goes only to a registered address when there is a hint', async () => {
    const { idToken, logout } = await signedIn();
    const elsewhere = await logout({
      id_token_hint: idToken,
      post_logout_redirect_uri: 'https://anywhere.example/',
    });
    expect(elsewhere.text).toContain('AADB2C90006');
    const { url } = await logout({
      id_token_hint: idToken,
      post_logout_redirect_uri: 'http://localhost:3000/',
    });
    expect(url.href).toBe('http://localhost:3000/');
  });

  it('does not take a hint that somebody else signed', async () => {
    const { emulator, logout } = await signedIn();
    const forged = await emulator.issueTestToken({ kind: 'id', key: 'foreign' });
    const { text, status } = await logout({ id_token_hint: forged });
    expect(status).toBe(400);
    expect(text).toContain('AADB2C90210');
  });

  it.each(['javascript alert(1)', 'http://localhost:3000/\r\nx-injected: 1'])(
    'refuses an address that is none: %j',
    async (target) => {
      const { logout } = await signedIn();
      const { status, text } = await logout({ post_logout_redirect_uri: target });
      expect(status).toBe(400);
      expect(text).toContain('AADB2C90067');
    },
  );

  it('shows a page when it is told no address', async () => {
    const { logout } = await signedIn();
    expect((await logout({})).text).toContain('You are signed out');
  });

  it('asks for the hint where the policy says so', async () => {
    const emulator = await start({
      config: {
        policies: [{ id: 'B2C_1_susi', kind: 'sign-up-sign-in', requireIdTokenInLogout: true }],
      },
    });
    const { text } = await new Visitor({ within: emulator.httpOrigin }).open(
      address(emulator, 'logout'),
    );
    expect(text).toContain('AADB2C90083');
  });
});
