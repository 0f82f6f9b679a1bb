import { demoUser, startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import type { BrowserContext, Page } from 'playwright-core';
import { authorizeUrl } from '../../emulator/test/support/client.js';
import { findingsOnDisplays, violationsOn } from '../support/accessibility.js';
import { complaintsOf, useBrowser } from '../support/browser.js';

const root = '/__emulator/console/b2c';

interface Sizes {
  readonly innerWidth: number;
  readonly document: { readonly documentElement: { readonly scrollWidth: number } };
}

const browser = useBrowser();
let emulator: Emulator;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeEach(async () => {
  emulator = await startEmulator({ control: true });
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await context.close();
  await emulator.close();
});

const open = (path: string) => page.goto(emulator.httpOrigin + path);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

it('shows a sign-in and its tokens in another tab as they happen', async () => {
  const other = await context.newPage();
  await other.goto(`${emulator.httpOrigin}${root}/activity`);
  await other.getByText('Live: new events come in by themselves.').waitFor();

  await open(`${root}/run`);
  await page.getByRole('link', { name: 'Single-page client' }).click();
  await press('Run user flow');
  await page.fill('[name=email]', demoUser.email);
  await page.fill('[name=password]', demoUser.password);
  await press('Sign in');
  await page.getByRole('heading', { name: 'Access token' }).waitFor();
  await page.getByRole('row', { name: 'name Demo Person' }).first().waitFor();

  await other.bringToFront();
  const entries = other.getByRole('listitem').filter({ hasText: 'Single-page client' });
  await entries.filter({ hasText: `Sign-in of ${demoUser.email}` }).waitFor();
  const token = entries.filter({ hasText: 'Access token for' });
  await token.locator('summary').press('Enter');
  await token.getByRole('row', { name: /^scp tasks\.read tasks\.write/ }).waitFor();
  expect(await violationsOn(other)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('adds a person, signs in as them and deletes them, by keyboard', async () => {
  await open(`${root}/people`);
  const enter = (role: 'link' | 'button', name: string) =>
    page.getByRole(role, { name, exact: true }).press('Enter');
  await enter('link', 'Add a person');
  await page.getByLabel('Email address').fill('ada@contoso.example');
  await page.getByLabel('Password').fill('weak');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('between 8 and 64 characters').waitFor();
  await page.getByLabel('Password').fill('Ada-pass-1');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('The person was added.').waitFor();

  await enter('button', 'Sign in as ada@contoso.example');
  await page.getByText('This browser is signed in as ada@contoso.example.').waitFor();
  await page.getByLabel('Delete ada@contoso.example').press('Enter');
  await enter('button', 'Yes, delete ada@contoso.example');
  await page.getByRole('status').getByText('The person was deleted.').waitFor();
  expect(emulator.users()).toHaveLength(1);
  expect(complaints).toEqual([]);
});

it('cannot be used by a page of another origin', async () => {
  const before = emulator.keys();
  const elsewhere = await startEmulator();
  await page.goto(elsewhere.httpOrigin);
  const [form, read] = await page.evaluate(async (url) => {
    const attempt = (init: RequestInit) =>
      fetch(url, { mode: 'no-cors', ...init }).then(
        ({ type }) => type,
        () => 'failed',
      );
    return [await attempt({ method: 'POST' }), await attempt({})];
  }, `${emulator.httpOrigin}${root}/keys/rotate`);
  await elsewhere.close();
  expect(emulator.keys()).toEqual(before);
  expect([form, read]).toEqual(['failed', 'failed']);
});

it.each([
  { screen: 'a phone', width: 390, height: 844, colorScheme: 'light' },
  { screen: 'a dark laptop at 200 %', width: 640, height: 400, colorScheme: 'dark' },
] as const)(
  'has no findings of axe and no sideways scrolling on $screen',
  async ({ width, height, colorScheme }) => {
    const findings: string[] = [];
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    for (const section of ['people', 'people/new', 'run', 'tokens', 'registrations', 'keys']) {
      await open(`${root}/${section}`);
      findings.push(...(await violationsOn(page)).map((finding) => `${section}: ${finding}`));
      const excess = await page.evaluate(() => {
        const { document, innerWidth } = globalThis as unknown as Sizes;
        return document.documentElement.scrollWidth - innerWidth;
      });
      findings.push(...(excess > 0 ? [`${section} is ${excess} px too wide`] : []));
    }
    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

describe('the pages of user flows, without findings of axe and without scrolling sideways', () => {
  /** The findings of pages, each with the page in front. */
  let findings: string[];
  beforeEach(() => (findings = []));

  async function look(at: string): Promise<void> {
    findings.push(...(await findingsOnDisplays(page)).map((finding) => `${at}, ${finding}`));
  }
  const goTo = (policy: string, parameters = {}) =>
    page.goto(authorizeUrl(emulator, parameters, policy));
  const fault = () => page.locator('.fault').first().waitFor();

  async function giveCredentials(password: string): Promise<void> {
    await page.fill('[name=email]', demoUser.email);
    await page.fill('[name=password]', password);
    await press('Sign in');
  }

  async function enterCode(): Promise<void> {
    await page.fill('[name=code]', await page.locator('#sent-code').innerText());
    await press('Verify code');
    await page.locator('[name=confirmation]').waitFor();
  }

  it('sign-in and sign-up', async () => {
    await goTo('b2c_1_signupsignin');
    await look('sign-in');
    await giveCredentials('wrong');
    await page.getByText('Invalid username or password.').waitFor();
    await look('sign-in with a wrong password');
    await page.getByRole('link', { name: 'Sign up now' }).click();
    await look('address');
    await page.fill('[name=email]', 'nobody');
    await press('Send verification code');
    await fault();
    await look('address that is none');
    await page.fill('[name=email]', 'ada@contoso.example');
    await press('Send verification code');
    await page.locator('#sent-code').waitFor();
    await look('code');
    await enterCode();
    await look('details');
    await press('Create');
    await fault();
    await look('details with faults');
    expect(findings).toEqual([]);
  });

  it('a new password, and a changed profile', async () => {
    await goTo('b2c_1_resetpassword');
    await look('address');
    await page.fill('[name=email]', demoUser.email);
    await press('Send verification code');
    await enterCode();
    await look('new password');
    await goTo('b2c_1_editprofile');
    await giveCredentials(demoUser.password);
    await page.locator('[name=city]').waitFor();
    await look('profile');
    await page.fill('[name=name]', '');
    await press('Save');
    await fault();
    await look('profile with a fault');
    expect(findings).toEqual([]);
  });

  it('errors, the overview and the end', async () => {
    await goTo('b2c_1_signupsignin', { client_id: 'nobody' });
    await look('unknown client');
    const tenant = '/contoso.onmicrosoft.com';
    const unknownPolicy = `${tenant}/b2c_1_nowhere/oauth2/v2.0/authorize`;
    const signOut = `${tenant}/b2c_1_signupsignin/oauth2/v2.0/logout`;
    for (const path of ['/', '/nowhere', unknownPolicy, signOut]) {
      await open(path);
      await look(path);
    }
    expect(findings).toEqual([]);
  });
});
