import { demoUser } from 'azure-ad-b2c-emulator';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { cookieName, useFullStack } from '../../clients/web/test/support/full-stack.js';
import { findingsOnDisplays } from '../support/accessibility.js';
import { complaintsOf, useBrowser } from '../support/browser.js';

interface Styles {
  readonly getComputedStyle: (element: unknown) => { readonly direction: string };
}

const running = useFullStack();
const browser = useBrowser();
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeEach(async () => {
  context = await browser.newContext();
  // Less than a test may take, so that what did not come is named.
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await context.close();
  await running.emulator.reset();
});

const open = (path: string) => page.goto(running.client.origin + path);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click();
const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const notice = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

async function giveCredentials(password: string = demoUser.password): Promise<void> {
  await page.fill('[name=email]', demoUser.email);
  await page.fill('[name=password]', password);
  await press('Sign in');
}

async function signIn(): Promise<void> {
  await open('/');
  await follow('Sign in');
  await giveCredentials();
  await heading('Hello, Demo Person');
}

it('takes a person through sign-in, tasks, a changed profile and sign-out', async () => {
  await open('/auth/token_details');
  await heading('You are not signed in');
  await follow('Sign in');
  await giveCredentials();
  await page.getByRole('row', { name: 'tfp B2C_1_signupsignin' }).waitFor();

  await follow('Your tasks');
  await page.getByText('Nothing here yet.').waitFor();
  await page.getByLabel('New task').fill('Water <b>the</b> plants');
  await press('Add');
  await notice('Your task was added.');
  await page.getByRole('listitem').filter({ hasText: 'Water <b>the</b> plants' }).waitFor();

  await follow('API answer');
  await page.getByText('answered with status 200').waitFor();

  await follow('Edit profile');
  await page.fill('[name=name]', 'Ada Lovelace');
  await press('Save');
  await notice('Your profile was saved.');
  await page.goto(`${running.client.origin}/`);
  await heading('Hello, Ada Lovelace');

  await press('Sign out');
  await notice('You are signed out.');
  expect((await open('/tasks'))?.status()).toBe(401);
  expect(complaints).toEqual([]);
});

it('brings a person back from a cancelled edit, with a word about it', async () => {
  await signIn();
  await follow('ID token');
  await follow('Edit profile');
  await press('Cancel');
  await notice('You cancelled. Your profile is as it was.');
  expect(new URL(page.url()).pathname).toBe('/auth/token_details');
  expect(complaints).toEqual([]);
});

it('sets a new password for somebody who forgot the old one, and signs in with it', async () => {
  const password = 'Quite-new-pass-2';
  await open('/auth/sign_in');
  await follow('Forgot your password?');
  await page.fill('[name=email]', demoUser.email);
  await press('Send verification code');
  await page.fill('[name=code]', await page.locator('#sent-code').innerText());
  await press('Verify code');
  await page.fill('[name=password]', password);
  await page.fill('[name=confirmation]', password);
  await press('Set password');
  await notice('Your password was changed.');
  await heading('Hello, Demo Person');

  await press('Sign out');
  await notice('You are signed out.');
  await follow('Sign in');
  await giveCredentials();
  await page.getByText('Invalid username or password.').waitFor();
  await giveCredentials(password);
  await heading('Hello, Demo Person');
  expect(complaints).toEqual([]);
});

it('keeps a typed title through the sign-in after a session has ended', async () => {
  await signIn();
  await open('/tasks');
  await page.getByLabel('New task').fill('Typed before');
  await context.clearCookies({ name: cookieName });
  await press('Add');
  await heading('You are not signed in');
  await page.getByText('Typed before').waitFor();
  await follow('Sign in');
  await heading('Your tasks');
  expect(await page.getByLabel('New task').inputValue()).toBe('Typed before');
  expect(complaints).toEqual([]);
});

it('signs out at the provider from a page whose session has ended', async () => {
  await signIn();
  await context.clearCookies({ name: cookieName });
  await press('Sign out');
  await notice('You are signed out.');
  await follow('Sign in');
  await giveCredentials();
  await heading('Hello, Demo Person');
  expect(complaints).toEqual([]);
});

it('shows titles in the direction that they are written in', async () => {
  await signIn();
  await open('/tasks');
  for (const title of ['קנה חלב (2%)', 'Water the plants']) {
    await page.getByLabel('New task').fill(title);
    await press('Add');
    await page.getByText(title, { exact: true }).waitFor();
  }
  const directionOf = (part: Locator) =>
    part.evaluate((element) => {
      const { getComputedStyle } = globalThis as unknown as Styles;
      return getComputedStyle(element).direction;
    });
  const title = (text: string) => page.getByText(text, { exact: true });
  expect(await directionOf(title('קנה חלב (2%)'))).toBe('rtl');
  expect(await directionOf(title('Water the plants'))).toBe('ltr');
  await page.getByLabel('New task').fill('קנה חלב');
  expect(await directionOf(page.getByLabel('New task'))).toBe('rtl');
});

it('is used by keyboard alone', async () => {
  await signIn();
  await open('/tasks');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('New task').focus();
  await page.keyboard.type('Typed');
  await page.keyboard.press('Enter');
  const added = page.getByRole('listitem').filter({ hasText: 'Typed' });
  await added.waitFor();
  expect(await added.count()).toBe(1);
});

it('shows its pages without findings of axe, and without scrolling sideways', async () => {
  const findings: string[] = [];
  const look = async (at: string) =>
    findings.push(...(await findingsOnDisplays(page)).map((finding) => `${at}, ${finding}`));
  for (const path of ['/', '/tasks', '/nowhere', '/getAToken?code=unknown&state=unknown']) {
    await open(path);
    await look(`${path}, signed out`);
  }
  await signIn();
  await open('/tasks');
  await page.getByLabel('New task').fill('Seen on every display');
  await press('Add');
  await notice('Your task was added.');
  await look('a task was added');
  for (const path of ['/', '/call_downstream_api', '/auth/token_details']) {
    await open(path);
    await look(path);
  }
  expect(findings).toEqual([]);
});
