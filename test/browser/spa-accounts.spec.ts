import { demoUser } from 'azure-ad-b2c-emulator';
import { useSinglePageStack } from '../support/single-page-client.js';
import { useVisitor } from '../support/single-page-visitor.js';

const other = {
  id: 'de30de30-0000-4000-8000-000000000002',
  email: 'other@contoso.example',
  password: 'Other-pass-2',
  attributes: { name: 'Other Person' },
};
const demoId = 'de30de30-0000-4000-8000-000000000001';
/** What a tab keeps, and what it keeps of nobody. */
const storage = 'Object.entries(sessionStorage)';
const nobody = [['msal.version', expect.any(String)]];

const running = useSinglePageStack({ others: [other] });
const visit = useVisitor(running);

/** Nobody is signed in at the provider any more, and no token is good. */
async function endSessions(): Promise<void> {
  const { emulator } = running;
  await emulator.reset();
  const old = emulator.keys().find(({ state }) => state === 'signing');
  await emulator.rotateKeys();
  await emulator.withdrawKey(old?.kid ?? '');
  const startApi = await running.stopApi();
  await startApi();
}

/** Whose tokens and accounts are in the storage of the tab: their keys name the person. */
async function kept(): Promise<string[]> {
  const ofAccounts =
    "Object.keys(sessionStorage).filter((key) => !key.startsWith('tasks.')).join()";
  const keys = await visit.visitor.page.evaluate<string>(ofAccounts);
  return [...new Set(keys.match(/de30de30(-[0-9a-f]+){4}/g))].toSorted();
}

const tasksAreShown = () =>
  visit.visitor.page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });

/** Ends the session that is shown, and signs the other person in instead. */
async function signInAsOther(): Promise<void> {
  const { visitor } = visit;
  await endSessions();
  await visitor.press('Add task');
  await visitor.isTold('Your session has ended.');
  await visitor.press('Sign in');
  await visitor.givePassword(other.password, other.email);
}

it('shows whoever signs in after the session of somebody else has ended, and nobody else', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.add('Of the demo person');
  await visitor.newTask('Title').fill('Half typed');
  await signInAsOther();
  await visitor.sees('Welcome, Other Person');
  await tasksAreShown();
  expect(await visitor.newTask('Title').inputValue()).toBe('');
  expect(await kept()).toEqual([other.id]);
  await visitor.add('Of the other person');
  expect(await visitor.titles()).toEqual(['Of the other person']);
  expect(visitor.complaints).toEqual([]);
});

it('keeps what a person typed from whoever signs in next, and for the person', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.add('To be changed');
  await visitor.press('Edit To be changed');
  await visitor.change('Description').fill('My own words');
  await visitor.newTask('Title').fill('Half typed');
  await signInAsOther();
  await visitor.sees('Welcome, Other Person');
  await tasksAreShown();
  expect(await visitor.page.content()).not.toMatch(/My own words|Half typed/);
  await endSessions();
  await visitor.newTask('Title').fill('Of the other person');
  await visitor.press('Add task');
  await visitor.press('Sign in');
  await visitor.givePassword(demoUser.password);
  await visitor.sees('Welcome, Demo Person');
  await visitor.change('Description').waitFor();
  expect(await visitor.change('Description').inputValue()).toBe('My own words');
  expect(await visitor.newTask('Title').inputValue()).toBe('Half typed');
});

it('signs everybody out, whoever was signed in before', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.newTask('Title').fill('Half typed');
  await signInAsOther();
  await visitor.sees('Welcome, Other Person');
  await visitor.press('Sign out');
  await visitor.sees('Tasks');
  expect(await visitor.page.evaluate(storage)).toEqual(nobody);
  await visitor.press('Sign in');
  await visitor.page.getByLabel('Email address').waitFor();
});

it('does not call it the profile of the person here when another account was edited', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await visitor.signIn();
  await page.context().clearCookies();
  await visitor.press('Edit profile');
  await visitor.givePassword(other.password, other.email);
  await page.fill('[name=name]', 'Renamed Person');
  await visitor.press('Save');
  await visitor.isTold('That was another account. Its profile was saved, and yours is as it was.');
  await visitor.sees('Welcome, Demo Person');
  expect(await page.getByText('Your profile was saved.').count()).toBe(0);
  expect(await kept()).toEqual([demoId]);
  await visitor.press('Sign out');
  await visitor.press('Sign in');
  await visitor.givePassword(other.password, other.email);
  await visitor.sees('Welcome, Renamed Person');
  expect(visitor.complaints).toEqual([]);
});

it('signs out in all tabs of the browser, also where somebody else is signed in', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  const tab = await visitor.emptyTab();
  await tab.press('Sign in');
  await tab.sees('Welcome, Demo Person');
  await tab.newTask('Title').fill('Half typed');
  const tabOfOther = await visitor.emptyTab();
  await visitor.context.clearCookies();
  await tabOfOther.press('Sign in');
  await tabOfOther.givePassword(other.password, other.email);
  await tabOfOther.sees('Welcome, Other Person');

  await visitor.press('Sign out');
  await visitor.sees('Tasks');
  for (const each of [tab, tabOfOther]) {
    await each.sees('Tasks');
    await each.isTold('You signed out in another tab, so this one is signed out too.');
    expect(await each.page.evaluate(storage)).toEqual(nobody);
    await each.page.reload();
    await each.sees('Tasks');
    expect(await each.page.getByRole('alert').count()).toBe(0);
    expect(each.complaints).toEqual([]);
  }
  await tab.press('Sign in');
  await tab.givePassword(demoUser.password);
  await tab.sees('Welcome, Demo Person');
  expect(await tab.newTask('Title').inputValue()).toBe('');
});

it('leaves nothing of a user flow or a sign-out in the address, nor in the way back', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await visitor.signIn();
  const plain = page.url();
  expect(new URL(plain)).toMatchObject({ pathname: '/', search: '', hash: '' });
  await visitor.press('Edit profile');
  await visitor.press('Save');
  await visitor.isTold('Your profile was saved.');
  expect(page.url()).toBe(plain);
  await page.goBack();
  expect(page.url()).not.toContain('code=');
  await visitor.opens();
  await visitor.sees('Welcome, Demo Person');
  await visitor.press('Sign out');
  await visitor.sees('Tasks');
  expect(page.url()).toBe(plain);
});

it('reads the answer of a user flow once the provider can be reached again', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.press('Edit profile');
  await visitor.page.fill('[name=name]', 'Ada Lovelace');
  await visitor.page.route(/openid-configuration/, (route) => route.abort());
  await visitor.press('Save');
  await visitor.sees('Tasks cannot start');
  await visitor.page.unroute(/openid-configuration/);
  await visitor.press('Try again');
  await visitor.isTold('Your profile was saved.');
  await visitor.sees('Welcome, Ada Lovelace');
  expect(visitor.complaints).toEqual([]);
});
