import { demoUser } from 'azure-ad-b2c-emulator';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { complaintsOf, launchBrowser } from '../support/browser.js';
import { useLocalSetUp } from '../support/local-set-up.js';

const running = useLocalSetUp();
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  complaints = complaintsOf(page);
  await page.goto(`${running.publicUrl}/docs`);
});
afterEach(() => context.close());

/** Presses Authorize and hands back the window that opens at the provider. */
async function openSignIn(): Promise<Page> {
  await page.click('.scheme-container .authorize');
  const window = context.waitForEvent('page');
  await page.click('.modal-ux .authorize');
  return window;
}

async function signInAs(window: Page, email: string, password: string): Promise<void> {
  await window.fill('[name=email]', email);
  await window.fill('[name=password]', password);
  const closed = window.waitForEvent('close');
  await window.click('button:text-is("Sign in")');
  await closed;
  await page.click('.modal-ux .btn-done');
}

/** Runs an operation with Try it out and returns the status that the page shows. */
async function tryOut(operation: string, body?: unknown): Promise<string> {
  const block = page.locator(`[id$="-${operation}"]`);
  await block.locator('.opblock-summary-control').click();
  await block.locator('.try-out__btn').click();
  if (body !== undefined) {
    await block.locator('textarea').fill(JSON.stringify(body));
  }
  await block.locator('.execute').click();
  return block.locator('.live-responses-table tbody .response-col_status').innerText();
}

it('signs a person in with Authorize, then creates and lists a task with Try it out', async () => {
  const window = await openSignIn();
  await signInAs(window, demoUser.email, demoUser.password);
  expect(await tryOut('createTask', { title: 'From the documentation page' })).toBe('201');
  expect(await tryOut('listTasks')).toBe('200');
  const answer = page.locator(
    '[id$="-listTasks"] .live-responses-table tbody .response-col_description',
  );
  expect(await answer.innerText()).toContain('From the documentation page');
  expect(complaints).toEqual([]);
});

it('asks for no secret, and selects the scopes by their full names', async () => {
  await page.click('.scheme-container .authorize');
  const visible = (selector: string) => page.locator(`${selector}:visible`);
  expect(await visible('[id^=client_secret]').count()).toBe(0);
  expect(await visible('[id^=client_id]').inputValue()).toMatch(/^2{8}-/);
  const scopes = await visible('.scopes input[type=checkbox]:checked + label').allInnerTexts();
  expect(scopes.join()).toMatch(
    /onmicrosoft\.com\/.*\/tasks\.read[^]*onmicrosoft\.com\/.*\/tasks\.write/,
  );
});

it('says where to sign in when it was opened at another address', async () => {
  const elsewhere = running.publicUrl.replace('localhost', '127.0.0.1');
  await page.goto(`${elsewhere}/docs`);
  const link = page.getByRole('note').getByRole('link');
  await link.click();
  await page.waitForURL(`${running.publicUrl}/docs`);
  await page.locator('.scheme-container').waitFor();
  expect(await page.getByRole('note').count()).toBe(0);
});

it('fits a phone', async () => {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
  });
  const small = await phone.newPage();
  await small.goto(`${running.publicUrl}/docs`);
  await small.locator('.scheme-container').waitFor();
  expect(await small.evaluate('innerWidth')).toBe(390);
  await phone.close();
});

it('answers 401 with Try it out before anybody has signed in', async () => {
  expect(await tryOut('listTasks')).toBe('401');
});

it('lets a new person sign up, who starts without tasks', async () => {
  const window = await openSignIn();
  await window.click('text=Sign up now');
  await window.fill('[name=email]', 'grace@contoso.example');
  await window.click('button:text-is("Send verification code")');
  await window.fill('[name=code]', await window.locator('#sent-code').innerText());
  await window.click('button:text-is("Verify code")');
  await window.fill('[name=name]', 'Grace Hopper');
  await window.fill('[name=password]', 'Correct-horse-7');
  await window.fill('[name=confirmation]', 'Correct-horse-7');
  const closed = window.waitForEvent('close');
  await window.click('button:text-is("Create")');
  await closed;
  await page.click('.modal-ux .btn-done');

  expect(await tryOut('getMe')).toBe('200');
  const me = page.locator('[id$="-getMe"] .live-responses-table tbody .response-col_description');
  expect(await me.innerText()).toContain('Grace Hopper');
  expect(await tryOut('listTasks')).toBe('200');
  const list = page.locator(
    '[id$="-listTasks"] .live-responses-table tbody .response-col_description',
  );
  expect(await list.innerText()).toMatch(/"items":\s*\[\]/);
  expect(complaints).toEqual([]);
});

it('sends no token any more after Logout', async () => {
  const window = await openSignIn();
  await signInAs(window, demoUser.email, demoUser.password);
  expect(await tryOut('listTasks')).toBe('200');
  await page.click('.scheme-container .authorize');
  await page.click('.modal-ux button:text-is("Logout")');
  await page.click('.modal-ux .btn-done');
  await page.locator('[id$="-listTasks"] .execute').click();
  await page
    .locator('[id$="-listTasks"] .live-responses-table .response-col_status:text-is("401")')
    .waitFor();
});

it('keeps no token once the page is left', async () => {
  const window = await openSignIn();
  await signInAs(window, demoUser.email, demoUser.password);
  expect(await tryOut('listTasks')).toBe('200');
  const stored = await page.evaluate('JSON.stringify([localStorage, sessionStorage])');
  expect(stored).toBe('[{},{}]');
  // Not a reload: the page would come back with the operation opened already.
  await page.goto('about:blank');
  await page.goto(`${running.publicUrl}/docs`);
  expect(await tryOut('listTasks')).toBe('401');
});
