import { defaultClientIds, demoUser, type Emulator } from '../src/index.js';
import { apiScope, authorizeUrl, read, receiveCode, redeem } from './support/client.js';
import { browser, root, send } from './support/console.js';
import { start } from './support/running-emulator.js';

describe('a user flow that is run in the console', () => {
  const choice: [string, string][] = [
    ['client', defaultClientIds.singlePage],
    ['policy', 'B2C_1_signupsignin'],
    ['redirect', 'here'],
    ['scope', 'openid'],
    ['scope', apiScope('tasks.read')],
  ];

  it('goes through the pages of the policy and shows the tokens once', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const page = await send(visitor, emulator, 'b2c/run', choice);
    const result = await visitor.submit(page, 'sign-in', { ...demoUser });
    expect(result.url.pathname).toBe(`${root}/b2c/result`);
    expect(result.text).toContain('<code>Demo Person</code>');
    const token = />(eyJ[\w-]+\.[\w-]+\.[\w-]+)<\/textarea>/.exec(result.text)?.[1];
    expect(read(token).claims).toMatchObject({
      aud: defaultClientIds.api,
      azp: defaultClientIds.singlePage,
      scp: 'tasks.read',
    });

    const again = await visitor.open(result.url);
    expect(again.status).toBe(400);
    expect(again.text).toContain('shown already');
    expect(again.text).not.toContain('eyJ');
  });

  it.each(['B2C_1_editprofile', 'B2C_1_resetpassword'])('can be one of %s', async (policy) => {
    const emulator = await start({ control: true });
    const fields = choice.map(([name, value]): [string, string] => [
      name,
      name === 'policy' ? policy : value,
    ]);
    const page = await send(browser(emulator), emulator, 'b2c/run', fields);
    expect(page.url.pathname).toMatch(/^\/interaction\//);
  });

  it('shows what the client would be told when it is cancelled', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const page = await send(visitor, emulator, 'b2c/run', choice);
    const result = await visitor.submit(page, 'cancel');
    expect(result.text).toContain('access_denied');
    expect(result.text).toContain('AADB2C90091');
  });

  it('can be answered to the client, by the request that it shows', async () => {
    const emulator = await start({ control: true });
    const fields = choice.map(([name, value]): [string, string] => [
      name,
      name === 'redirect' ? 'http://localhost:3000' : value,
    ]);
    const visitor = browser(emulator);
    const page = await send(visitor, emulator, 'b2c/run', fields);
    const { url } = await visitor.submit(page, 'sign-in', { ...demoUser });
    expect(url.href).toMatch(/^http:\/\/localhost:3000\/\?code=/);

    const query = new URLSearchParams([...fields, ['show', 'request']]);
    const shown = await visitor.open(`${root}/b2c/run?${query.toString()}`);
    expect(shown.text).toContain('redirect_uri=http%3A%2F%2Flocalhost%3A3000<');
    expect(shown.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:3000 ",
    );
  });

  it('says what would have worked when nothing can be issued', async () => {
    const emulator = await start({ control: true });
    const fields = choice.filter(([name]) => name !== 'scope');
    const page = await send(browser(emulator), emulator, 'b2c/run', fields);
    expect(page.status).toBe(400);
    expect(page.text).toContain('AADB2C90010');
    expect(page.text).toContain(apiScope('tasks.write'));
  });

  it('gives nothing to anybody else', async () => {
    const emulator = await start({ control: true });
    // The redirect URI of the console is not registered: a client cannot ask for it.
    const uri = `${emulator.httpOrigin}${root}/b2c/result`;
    const asked = await receiveOrFail(emulator, uri);
    expect(asked.get('error')).toBe('redirect_uri_mismatch');
    // A code of a client is not shown.
    const code = await receiveCode(emulator);
    const page = await browser(emulator).open(`${uri}?code=${code}`);
    expect(page.status).toBe(400);
    expect((await redeem(emulator, code)).status).toBe(200);
  });

  it('has a code that is worth nothing at the token endpoint', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const redirectUri = `${emulator.httpOrigin}${root}/b2c/result`;
    const page = await send(visitor, emulator, 'b2c/run', choice);
    const { url } = await visitor.submit(page, 'sign-in', { ...demoUser }, redirectUri);
    const code = url.searchParams.get('code') ?? '';
    const { status, body } = await redeem(emulator, code, { redirect_uri: redirectUri });
    expect(status).toBe(400);
    expect(body['error_description']).toContain('AADB2C90182');
  });

  async function receiveOrFail(emulator: Emulator, uri: string): Promise<URLSearchParams> {
    const { url } = await browser(emulator).open(authorizeUrl(emulator, { redirect_uri: uri }));
    return url.searchParams;
  }
});
