import { demoUser } from 'azure-ad-b2c-emulator';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { useSinglePageSetUp } from '../support/single-page-set-up.js';

const running = useSinglePageSetUp({ environment: { RATE_LIMIT_PER_SUBJECT: '8/4' } });
const other = { email: 'other@contoso.example', password: 'Other-pass-1', name: 'Other Person' };
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  ({ context, page } = await visit());
});
afterEach(async () => {
  await context.close();
  await running.emulator.reset();
});

async function visit(): Promise<{ context: BrowserContext; page: Page }> {
  const visited = await browser.newContext();
  // Less than a test may take, so that what did not come is named.
  visited.setDefaultTimeout(10_000);
  return { context: visited, page: await visited.newPage() };
}

const press = (name: string, on = page) =>
  on.getByRole('button', { name, exact: true }).first().click();
const row = (text: string, on = page) => on.getByRole('listitem').filter({ hasText: text });
const told = (text: string, on = page) =>
  on.locator('.notice').filter({ hasText: text }).first().waitFor();
const welcomed = (name: string, on = page) =>
  on.getByRole('heading', { name: `Welcome, ${name}` }).waitFor();

async function credentials(on = page): Promise<void> {
  await on.fill('[name=email]', demoUser.email);
  await on.fill('[name=password]', demoUser.password);
  await press('Sign in', on);
  await welcomed('Demo Person', on);
}

async function signIn(on = page): Promise<void> {
  await on.goto(`${running.client.origin}/`);
  await press('Sign in', on);
  await credentials(on);
}

async function type(title: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Title' }).first().fill(title);
}

it('shows a second person nothing of the first', async () => {
  await signIn();
  await type('For my eyes');
  await press('Add task');
  await row('For my eyes').waitFor();
  await type('Half typed');

  const second = await visit();
  await second.page.goto(`${running.client.origin}/`);
  await press('Sign in', second.page);
  await second.page.getByRole('link', { name: /sign up/i }).click();
  await signUp(second.page);
  await second.page.getByText('Nothing here yet.').waitFor();
  expect(await row('For my eyes', second.page).count()).toBe(0);
  expect(await second.page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('');
  await second.context.close();
});

async function signUp(on: Page): Promise<void> {
  await on.fill('[name=email]', other.email);
  await press('Send verification code', on);
  await on.fill('[name=code]', await on.locator('#sent-code').innerText());
  await press('Verify code', on);
  await on.fill('[name=password]', other.password);
  await on.fill('[name=confirmation]', other.password);
  await on.fill('[name=name]', other.name);
  await press('Create', on);
  await welcomed(other.name, on);
}

it('counts down when there were too many calls, and goes on by itself', async () => {
  await signIn();
  const sort = page.getByLabel('Order');
  for (let time = 0; time < 5; time++) {
    await sort.selectOption('createdAt');
    await sort.selectOption('-createdAt');
  }
  await told('That was a lot at once. Next try in');
  await page.getByText('That was a lot at once.').waitFor({ state: 'detached' });
  await page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
  expect(await sort.inputValue()).toBe('-createdAt');
});

it('keeps what was typed while the API is away, and sends it when it is back', async () => {
  await signIn();
  await page.getByText('Your tasks').first().waitFor();
  await context.route(`**/tasks`, (route) => route.abort('connectionrefused'));
  await type('Typed while away');
  await press('Add task');
  await told('The tasks service cannot be reached. What you did is kept here.');
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Typed while away');
  await context.unroute(`**/tasks`);
  await row('Typed while away').waitFor();
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('');
});

it('renews a token that is refused once, then asks for a new sign-in and keeps what was typed', async () => {
  await signIn();
  await running.emulator.rotateKeys();
  await type('Over a sign-in');
  await context.route('**/oauth2/v2.0/token', (route) =>
    route.fulfill({
      status: 400,
      headers: { 'access-control-allow-origin': running.client.origin },
      json: { error: 'invalid_grant', error_description: 'AADB2C90129: revoked' },
    }),
  );
  await context.route('**/tasks', (route) =>
    route.fulfill({
      status: 401,
      headers: { 'access-control-allow-origin': running.client.origin },
      json: { title: 'Unauthorized', status: 401 },
    }),
  );
  await press('Add task');
  await told('Your session has ended. Sign in again to go on.');
  await context.unroute('**/oauth2/v2.0/token');
  await context.unroute('**/tasks');
  await press('Sign in');
  await welcomed('Demo Person');
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Over a sign-in');
});

it('goes on to the reset flow when the password was forgotten', async () => {
  await page.goto(`${running.client.origin}/`);
  await press('Sign in');
  await page.getByText(/forgot your password/i).click();
  await page.waitForURL(/\/reset-password$/);
  expect(new URL(page.url()).origin).toBe(running.emulator.httpOrigin);
});
