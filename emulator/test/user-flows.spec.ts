import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type PartialConfig } from '../src/index.js';
import { authorizeUrl, signIn } from './support/client.js';
import { start } from './support/running-emulator.js';
import { atPage, claimsOf, newPassword, proveEmail } from './support/user-flow.js';
import { formsOf } from 'test-support';

describe('sign-up', () => {
  it('makes an account with a proven address, signs in, and says newUser once', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const email = await visitor.follow(page, 'Sign up now');
    const details = await proveEmail(visitor, email, 'sign-up', 'ada@contoso.example');
    const done = await visitor.submit(details, 'details', {
      ...newPassword,
      name: 'Ada <script>alert(1)</script>',
      given_name: 'Ada',
    });
    const claims = await claimsOf(emulator, done);
    expect(claims).toMatchObject({
      name: 'Ada <script>alert(1)</script>',
      given_name: 'Ada',
      emails: ['ada@contoso.example'],
      newUser: true,
    });
    expect(claims).not.toHaveProperty('family_name');

    const again = await visitor.open(authorizeUrl(emulator));
    expect(await claimsOf(emulator, again)).not.toHaveProperty('newUser');
  });

  it.each([
    ['a short password', { password: 'aB1', confirmation: 'aB1' }, 'between 8 and 64'],
    ['a plain password', { password: 'aaaaaaaa', confirmation: 'aaaaaaaa' }, 'at least 3 of'],
    ['another repetition', { ...newPassword, confirmation: 'Other-pass-1' }, 'do not match'],
    ['no display name', { ...newPassword, name: ' ' }, 'Display name is required'],
  ])('asks again after %s', async (_, fields, message) => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const email = await visitor.follow(page, 'Sign up now');
    const details = await proveEmail(visitor, email, 'sign-up', 'ada@contoso.example');
    const again = await visitor.submit(details, 'details', { name: 'Ada', ...fields });
    expect(again.text).toContain(message);
    expect(emulator.users()).toHaveLength(1);
  });

  it('refuses an address that is taken, in any case, and one that is none', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const email = await visitor.follow(page, 'Sign up now');
    const malformed = await visitor.submit(email, 'sign-up', { email: 'nobody' });
    expect(malformed.text).toContain('Please enter a valid email address.');
    const details = await proveEmail(visitor, malformed, 'sign-up', 'Demo@Contoso.example');
    const taken = await visitor.submit(details, 'details', { ...newPassword, name: 'X' });
    expect(taken.text).toContain('already exists');
  });

  it('does not go on without the right code, nor after five wrong ones', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    const email = await visitor.follow(page, 'Sign up now');
    let shown = await visitor.submit(email, 'sign-up', { email: 'ada@contoso.example' });
    const code = /id="sent-code">(\d{6})</.exec(shown.text)?.[1] ?? '';
    const details = await visitor.open(new URL('details', shown.url));
    expect(details.url.pathname).toMatch(/\/sign-up$/);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      shown = await visitor.submit(shown, 'code', { code: '000000' });
    }
    shown = await visitor.submit(shown, 'code', { code });
    expect(shown.text).toContain('too many incorrect attempts');
  });

  it('asks for what the policy lists, custom attributes too, and for no code when so configured', async () => {
    const config: PartialConfig = {
      policies: [
        {
          id: 'B2C_1_susi',
          kind: 'sign-up-sign-in',
          attributes: ['city', 'extension_Team'],
          claims: ['city', 'extension_Team'],
          emailVerification: false,
        },
      ],
    };
    const emulator = await start({ config });
    const { visitor, page } = await atPage(emulator, 'B2C_1_susi');
    const email = await visitor.follow(page, 'Sign up now');
    const details = await visitor.submit(email, 'sign-up', { email: 'ada@contoso.example' });
    const done = await visitor.submit(details, 'details', {
      ...newPassword,
      city: 'Oslo',
      extension_Team: 'blue',
      name: 'not asked for',
    });
    expect(await claimsOf(emulator, done)).toMatchObject({ city: 'Oslo', extension_Team: 'blue' });
    expect(emulator.users()[1]?.attributes).not.toHaveProperty('name');
  });
});

describe('edit profile', () => {
  it('asks to sign in first, then changes what the tokens say', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator, 'B2C_1_editprofile');
    const profile = await signIn(visitor, page);
    expect(formsOf(profile.text)[0]?.fields).toMatchObject({
      name: 'Demo Person',
      city: 'Redmond',
    });
    const done = await visitor.submit(profile, 'profile', { name: 'Demo Renamed', city: '' });
    const claims = await claimsOf(emulator, done, 'B2C_1_editprofile');
    expect(claims).toMatchObject({ name: 'Demo Renamed', tfp: 'B2C_1_editprofile' });
    expect(claims).not.toHaveProperty('city');
  });

  it('goes straight to the profile of whoever is signed in, and can be cancelled', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator);
    await signIn(visitor, page);
    const profile = await visitor.open(authorizeUrl(emulator, {}, 'B2C_1_editprofile'));
    expect(profile.url.pathname).toMatch(/\/profile$/);
    const { url } = await visitor.submit(profile, 'cancel');
    expect(url.searchParams.get('error_description')).toContain('AADB2C90091');
  });
});

describe('reset password', () => {
  it('sets a new password for a proven address; the old one no longer works', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator, 'B2C_1_resetpassword');
    const reset = await proveEmail(visitor, page, 'reset-password', 'demo@contoso.example');
    const done = await visitor.submit(reset, 'new-password', newPassword);
    const claims = await claimsOf(emulator, done, 'B2C_1_resetpassword');
    expect(claims).toMatchObject({ tfp: 'B2C_1_resetpassword' });

    const other = await atPage(emulator);
    const old = await signIn(other.visitor, other.page);
    expect(old.text).toContain('Invalid username or password.');
    const { url } = await other.visitor.submit(old, 'sign-in', {
      email: 'demo@contoso.example',
      password: newPassword.password,
    });
    expect(url.searchParams.has('code')).toBe(true);
  });

  it('finds no account for an unknown address', async () => {
    const emulator = await start();
    const { visitor, page } = await atPage(emulator, 'B2C_1_resetpassword');
    const reset = await proveEmail(visitor, page, 'reset-password', 'who@contoso.example');
    expect(reset.text).toContain('An account could not be found');
  });
});

describe('users', () => {
  it('survive a restart with a state file, which holds no password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'b2c-users-'));
    const stateFile = join(folder, 'users.json');
    const first = await startEmulator({ stateFile });
    const { visitor, page } = await atPage(first);
    const email = await visitor.follow(page, 'Sign up now');
    const details = await proveEmail(visitor, email, 'sign-up', 'ada@contoso.example');
    await visitor.submit(details, 'details', { ...newPassword, name: 'Ada' });
    const before = first.users();
    await first.close();

    expect(await readFile(stateFile, 'utf8')).not.toContain(newPassword.password);
    const second = await startEmulator({ stateFile });
    expect(second.users()).toEqual(before);
    await second.close();
    await rm(folder, { recursive: true });
  });
});
