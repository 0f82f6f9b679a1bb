import { signIn } from './support/client.js';
import { start } from './support/running-emulator.js';
import { atPage, newPassword, proveEmail } from './support/user-flow.js';
import { formsOf, Visitor, type Visit } from 'test-support';

describe('sign-in', () => {
  it('returns a code and the state to the client', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    expect(page.text).toContain('Local emulator');
    const { url } = await signIn(visitor, page);
    expect(url.origin).toBe('http://localhost:3000');
    expect([...url.searchParams.keys()]).toEqual(['state', 'code']);
  });

  it('does not tell a wrong password from an unknown person', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const wrong = await visitor.submit(page, 'sign-in', {
      email: 'demo@contoso.example',
      password: 'x',
    });
    const unknown = await visitor.submit(page, 'sign-in', {
      email: 'who@contoso.example',
      password: 'x',
    });
    for (const { text } of [wrong, unknown]) {
      expect(text).toContain('Invalid username or password.');
    }
    expect(wrong.text).toContain('role="alert"');
  });

  it('takes the e-mail address in any case', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const { url } = await visitor.submit(page, 'sign-in', {
      email: ' DEMO@contoso.example',
      password: 'Demo-pass-1',
    });
    expect(url.searchParams.has('code')).toBe(true);
  });

  it('fills in the login hint, or the demo user when asked to', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator, undefined, {
      login_hint: 'jo@contoso.example',
    });
    expect(formsOf(page.text)[0]?.fields).toMatchObject({
      email: 'jo@contoso.example',
      password: '',
    });
    const filled = await visitor.open(new URL('sign-in?fill=demo@contoso.example', page.url));
    expect(formsOf(filled.text)[0]?.fields).toMatchObject({
      email: 'demo@contoso.example',
      password: 'Demo-pass-1',
    });
  });

  it.each([
    ['Cancel', 'AADB2C90091', (visitor: Visitor, page: Visit) => visitor.submit(page, 'cancel')],
    [
      'Forgot your password?',
      'AADB2C90118',
      (visitor: Visitor, page: Visit) => visitor.follow(page, 'Forgot your password?'),
    ],
  ])('can be left by "%s", which the client hears as %s', async (_, code, leave) => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const { url } = await leave(visitor, page);
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.get('error_description')).toContain(`${code}: `);
    expect(url.searchParams.get('state')).toBe('the-state');
  });

  it('resets a forgotten password in place where the policy says so', async () => {
    const emulator = await start({
      config: {
        policies: [{ id: 'B2C_1_susi', kind: 'sign-up-sign-in', selfServicePasswordReset: true }],
      },
    });
    const { visitor, page } = await atPage(emulator, 'B2C_1_susi');
    const email = await visitor.follow(page, 'Forgot your password?');
    const reset = await proveEmail(visitor, email, 'reset-password', 'demo@contoso.example');
    const { url } = await visitor.submit(reset, 'new-password', newPassword);
    expect(url.searchParams.has('code')).toBe(true);
  });
});
