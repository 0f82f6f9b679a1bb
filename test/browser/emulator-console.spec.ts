import { demoUser, startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import type { BrowserContext, Page } from 'playwright-core';
import { violationsOn } from '../support/accessibility.js';
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
