import { demoUser } from '../src/index.js';
import { authorizeUrl, read, redeem } from './support/client.js';
import { browser, root, send } from './support/console.js';
import { start } from './support/running-emulator.js';

describe('people in the console', () => {
  const ada = { email: 'ada@contoso.example', password: 'Ada-pass-1', name: 'Ada <b>' };

  it('are added, edited and deleted', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const form = await visitor.open(`${root}/b2c/people/new`);
    const added = await visitor.submit(form, 'people/new', {
      ...ada,
      'further-name': 'extension_Team',
      'further-value': 'Blue',
    });
    expect(added.text).toContain('The person was added.');
    expect(added.text).toContain('Ada &lt;b&gt;');

    const user = emulator.users().find(({ email }) => email === ada.email);
    expect(user?.attributes).toEqual({ name: 'Ada <b>', extension_Team: 'Blue' });
    const id = user?.id ?? '';
    const edit = await visitor.open(`${root}/b2c/people/${id}`);
    const saved = await visitor.submit(edit, id, {
      email: 'ada.l@contoso.example',
      name: 'Ada Lovelace',
      password: 'Another-pass-1',
      extension_Team: '',
    });
    expect(saved.text).toContain('The person was saved.');
    expect(emulator.users().find((one) => one.id === id)).toMatchObject({
      email: 'ada.l@contoso.example',
      attributes: { name: 'Ada Lovelace' },
    });

    const page = await browser(emulator).open(authorizeUrl(emulator));
    const credentials = { email: 'ada.l@contoso.example', password: 'Another-pass-1' };
    const signedIn = await browser(emulator).submit(page, 'sign-in', credentials);
    expect(signedIn.text).toContain('AADB2C90046');
    const own = browser(emulator);
    const { url } = await own.submit(
      await own.open(authorizeUrl(emulator)),
      'sign-in',
      credentials,
    );
    const { body } = await redeem(emulator, url.searchParams.get('code') ?? '');
    expect(read(body['access_token']).claims['name']).toBe('Ada Lovelace');

    await send(visitor, emulator, `b2c/people/${id}/delete`);
    expect(emulator.users().map(({ email }) => email)).toEqual([demoUser.email]);
  });

  it('keep the type of an attribute that was not edited', async () => {
    const attributes = { name: 'Jo', extension_Level: 3, extension_Active: true };
    const emulator = await start({
      control: true,
      config: { users: [{ email: 'jo@contoso.example', password: 'Jo-pass-1', attributes }] },
    });
    const visitor = browser(emulator);
    const id = emulator.users()[0]?.id ?? '';
    const page = await visitor.open(`${root}/b2c/people/${id}`);
    await visitor.submit(page, id, { name: 'Joe' });
    expect(emulator.users()[0]?.attributes).toEqual({ ...attributes, name: 'Joe' });
  });

  it.each([
    [{ email: demoUser.email }, 'Another person has this e-mail address.'],
    [{ email: 'nobody' }, 'Please enter a valid email address.'],
    [{ password: 'short' }, 'The password must be between 8 and 64 characters.'],
    [{ 'further-name': 'team' }, 'A built-in attribute, or extension_'],
  ])('are not added with %j', async (fields, message) => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const page = await visitor.open(`${root}/b2c/people/new`);
    const answer = await visitor.submit(page, 'people/new', { ...ada, ...fields });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('value="Ada &lt;b&gt;"');
    expect(answer.text).not.toContain(ada.password);
    expect(emulator.users()).toHaveLength(1);
  });

  it('can be signed in without a password, in this browser alone', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const id = emulator.users()[0]?.id ?? '';
    const page = await send(visitor, emulator, `b2c/people/${id}/sign-in`);
    expect(page.text).toContain(
      'This browser is signed in as <strong>demo@contoso.example</strong>',
    );
    expect((await visitor.open(authorizeUrl(emulator))).url.searchParams.has('code')).toBe(true);
    expect((await browser(emulator).open(authorizeUrl(emulator))).status).toBe(200);

    await send(visitor, emulator, 'b2c/people/sign-out');
    expect((await visitor.open(authorizeUrl(emulator))).status).toBe(200);
  });
});
