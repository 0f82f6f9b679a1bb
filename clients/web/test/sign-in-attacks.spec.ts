import { demoUser } from 'azure-ad-b2c-emulator';
import { requestsTo, signIn, useFullStack } from './support/full-stack.js';
import { Visitor } from 'test-support';

const running = useFullStack();
const { at, authorizationResponse, isSignedIn } = requestsTo(running);

/** Expects the response to be refused, and nobody to be signed in. */
async function expectRefused(visitor: Visitor, answer: URL, status = 400): Promise<void> {
  const page = await visitor.open(answer);
  expect(page.status).toBe(status);
  expect(page.text).toMatch(/href="\/(auth\/sign_in)?"/);
  expect(await isSignedIn(visitor)).toBe(false);
}

describe('state', () => {
  it('can be used once: a response that was used is refused', async () => {
    const visitor = new Visitor();
    const answer = await authorizationResponse(visitor);
    await visitor.open(answer);
    expect(await isSignedIn(visitor)).toBe(true);
    const replayed = await visitor.open(answer);
    expect(replayed.status).toBe(400);
    expect(replayed.text).toContain('This sign-in has expired');
  });

  it('can be used once, even if the first response was refused', async () => {
    const visitor = new Visitor();
    const answer = await authorizationResponse(visitor);
    const broken = new URL(answer);
    broken.searchParams.set('code', 'not-a-code');
    await expectRefused(visitor, broken);
    await expectRefused(visitor, answer);
  });

  it('of another browser is refused: nobody is signed in to a stranger’s account', async () => {
    const attacker = new Visitor();
    const victim = new Visitor();
    await victim.open(at('/auth/sign_in'));
    await expectRefused(victim, await authorizationResponse(attacker));
  });

  it.each([
    ['missing', (answer: URL) => answer.searchParams.delete('state')],
    ['unknown', (answer: URL) => answer.searchParams.set('state', 'made-up')],
    ['given twice', (answer: URL) => answer.searchParams.append('state', 'made-up')],
    ['next to code and error', (answer: URL) => answer.searchParams.set('error', 'access_denied')],
  ])('%s is refused', async (_name, change) => {
    const visitor = new Visitor();
    const answer = await authorizationResponse(visitor);
    change(answer);
    await expectRefused(visitor, answer);
  });

  it('is required even if the provider reports an error', async () => {
    const forged = new URL(at('/getAToken'));
    forged.searchParams.set('error', 'access_denied');
    forged.searchParams.set('error_description', 'AADB2C90118: forgotten');
    forged.searchParams.set('state', 'made-up');
    await expectRefused(new Visitor(), forged);
  });
});

describe('two tabs', () => {
  /** Two tabs of one browser with a sign-in page in each. */
  async function twoTabs() {
    const visitor = new Visitor();
    const first = await visitor.open(at('/auth/sign_in?return_to=/tasks'));
    const second = await visitor.open(at('/auth/sign_in?return_to=/auth/token_details'));
    return { visitor, first, second };
  }

  it('both sign in, each to its own page, and the form of the first stays valid', async () => {
    const { visitor, first, second } = await twoTabs();
    const tasks = await visitor.submit(first, 'sign-in', { ...demoUser });
    expect([tasks.status, tasks.url.pathname]).toEqual([200, '/tasks']);
    const details = await visitor.submit(second, 'sign-in', { ...demoUser });
    expect([details.status, details.url.pathname]).toEqual([200, '/auth/token_details']);
    const added = await visitor.submit(tasks, 'tasks', { title: 'From the first tab' });
    expect(added.text).toContain('Your task was added.');
  });

  it('use up one state each: the second cannot be used again after both', async () => {
    const { visitor, first, second } = await twoTabs();
    await visitor.submit(first, 'sign-in', { ...demoUser });
    const { url } = await visitor.submit(second, 'sign-in', { ...demoUser }, at('/getAToken'));
    expect((await visitor.open(url)).status).toBe(200);
    expect((await visitor.open(url)).status).toBe(400);
  });

  it('sign nobody in when a response is opened in another browser', async () => {
    const { visitor, first, second } = await twoTabs();
    await visitor.submit(first, 'sign-in', { ...demoUser });
    const { url } = await visitor.submit(second, 'sign-in', { ...demoUser }, at('/getAToken'));
    await expectRefused(new Visitor(), url);
  });

  it('do not change who is signed in: another person is asked to sign out first', async () => {
    const { visitor } = await signIn(running.client);
    const page = await visitor.open(
      await signUp(visitor, 'eve@contoso.example', 'Correct-horse-8'),
    );
    expect(page.status).toBe(409);
    expect(page.text).toContain('That was another account');
    expect((await visitor.open(at('/'))).text).toContain('Hello, <bdi>Demo Person');
  });
});

describe('codes', () => {
  it('of another browser are refused: PKCE ties them to the one that asked', async () => {
    const stolen = (await authorizationResponse(new Visitor())).searchParams.get('code') ?? '';
    const attacker = new Visitor();
    const answer = await authorizationResponse(attacker);
    answer.searchParams.set('code', stolen);
    await expectRefused(attacker, answer);
  });

  it('of another policy are refused', async () => {
    const { visitor } = await signIn(running.client);
    const edit = await visitor.open(at('/auth/edit_profile'));
    const edited = await visitor.submit(edit, 'profile', { name: 'Mallory' }, at('/getAToken'));
    const other = new Visitor();
    const answer = await authorizationResponse(other);
    answer.searchParams.set('code', edited.url.searchParams.get('code') ?? '');
    await expectRefused(other, answer);
  });
});

describe('policies', () => {
  it('only the sign-in policy signs in: an edited profile without a session does not', async () => {
    const { visitor } = await signIn(running.client);
    const edit = await visitor.open(at('/auth/edit_profile'));
    const edited = await visitor.submit(edit, 'profile', { name: 'Demo Person' }, at('/getAToken'));
    const home = await visitor.open(at('/'));
    await visitor.submit(home, 'sign_out');
    await expectRefused(visitor, edited.url);
  });

  it('a profile of somebody else is not taken over', async () => {
    const { visitor } = await signIn(running.client);
    await signUp(visitor, 'grace@contoso.example', 'Correct-horse-7');
    // The provider now knows the browser as Grace; the client still knows it as Demo Person.
    const edit = await visitor.open(at('/auth/edit_profile'));
    const page = await visitor.submit(edit, 'profile', { name: 'Grace' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('That was another account');
    expect((await visitor.open(at('/'))).text).toContain('Hello, <bdi>Demo Person');
  });
});

/** Signs a new person up; returns the authorization response, not yet sent to the client. */
async function signUp(visitor: Visitor, email: string, password: string): Promise<URL> {
  await visitor.open(`${running.emulator.authority()}/oauth2/v2.0/logout`);
  const form = await visitor.open(at('/auth/sign_in'));
  const asked = await visitor.follow(form, 'Sign up now');
  const sent = await visitor.submit(asked, 'sign-up', { email });
  const code = /id="sent-code"[^>]*>([^<]+)</.exec(sent.text)?.[1]?.trim() ?? '';
  const details = await visitor.submit(sent, 'code', { code });
  const fields = { password, confirmation: password, name: 'Grace' };
  return (await visitor.submit(details, 'details', fields, at('/getAToken'))).url;
}
