import { demoUser } from 'azure-ad-b2c-emulator';
import type { BrowserContext, Page } from 'playwright-core';
import { useBrowser } from '../support/browser.js';
import { DocumentationVisitor } from '../support/documentation-page.js';
import { useLocalSetUp } from '../support/local-set-up.js';

const running = useLocalSetUp(undefined, {
  AUTH_POLICY_NAME: 'B2C_1_signupsignin,B2C_1_editprofile,B2C_1_resetpassword',
});
const browser = useBrowser();
let context: BrowserContext;
let page: Page;
let visitor: DocumentationVisitor;

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  visitor = new DocumentationVisitor(context, page);
  await page.goto(`${running.publicUrl}/docs`);
});
afterEach(() => context.close());

it('says that a sign-in was cancelled, and lets it be started again', async () => {
  const window = await visitor.openWindow();
  await window.click('text=Cancel');
  await visitor.sees('You cancelled the sign-in.');
  await visitor.signIn(demoUser);
  expect(await page.getByText('You cancelled the sign-in.').count()).toBe(0);
});

it('leads a forgotten password into the reset flow and back', async () => {
  const window = await visitor.openWindow();
  await window.click('text=Forgot your password');
  await window.waitForURL(/reset-password/);
  await window.fill('[name=email]', demoUser.email);
  await window.click('button:text-is("Send verification code")');
  await window.fill('[name=code]', await window.locator('#sent-code').innerText());
  await window.click('button:text-is("Verify code")');
  await window.fill('[name=password]', demoUser.password);
  await window.fill('[name=confirmation]', demoUser.password);
  const closed = window.waitForEvent('close');
  await window.click('button.primary');
  await closed;
  await visitor.sees('Demo Person');
  expect(await visitor.tryOut('getMe')).toBe('200');
});

it('says what the provider refuses, in a sentence without codes of addresses', async () => {
  await page.route('**/oauth2/v2.0/token', (route) =>
    route.fulfill({
      status: 400,
      headers: { 'access-control-allow-origin': '*' },
      json: { error: 'invalid_grant', error_description: 'The code has been used.\r\nTrace: 1' },
    }),
  );
  const window = await visitor.openWindow();
  await window.fill('[name=email]', demoUser.email);
  await window.fill('[name=password]', demoUser.password);
  await window.click('button:text-is("Sign in")');
  await visitor.sees('Azure AD B2C refused the sign-in: The code has been used.');
  expect(await page.locator('.sign-in').innerText()).not.toContain('Trace');
  await page.unroute('**/oauth2/v2.0/token');
  const again = await visitor.openWindow();
  await visitor.closed(again);
  await visitor.sees('Demo Person');
});

it('says that the provider cannot be reached', async () => {
  await page.route('**/oauth2/v2.0/token', (route) => route.abort());
  const window = await visitor.openWindow();
  await window.fill('[name=email]', demoUser.email);
  await window.fill('[name=password]', demoUser.password);
  await window.click('button:text-is("Sign in")');
  await visitor.sees('Azure AD B2C could not be reached');
  expect(await visitor.person().count()).toBe(0);
});

it('says that the sign-in has expired, and lets somebody sign in again without a reload', async () => {
  await page.clock.install();
  await visitor.signIn(demoUser);
  await page.clock.fastForward('01:05:00');
  await visitor.sees('Your sign-in has expired');
  expect(await page.evaluate('sessionStorage.getItem("documentation.signed-in")')).toBeNull();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});

it('ends the sign-in when the API no longer accepts the token', async () => {
  await visitor.signIn(demoUser);
  await page.route(/\/tasks(\?|$)/, (route) => route.fulfill({ status: 401, json: {} }));
  expect(await visitor.tryOut('listTasks')).toBe('401');
  await visitor.sees('The API no longer accepts your access token.');
});

it('signs in within the tab where no window can be opened', async () => {
  await page.evaluate('window.open = () => null');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.fill('[name=email]', demoUser.email);
  await page.fill('[name=password]', demoUser.password);
  await page.click('button:text-is("Sign in")');
  await page.waitForURL(`${running.publicUrl}/docs`);
  await visitor.sees('Demo Person');
  expect(await visitor.tryOut('getMe')).toBe('200');
});

it('says what fails when it was opened at another address', async () => {
  const elsewhere = running.publicUrl.replace('localhost', '127.0.0.1');
  await page.goto(`${elsewhere}/docs`);
  const note = page.getByRole('note');
  expect(await note.innerText()).toContain('neither signing in nor trying it out works');
  await note.getByRole('link').click();
  await page.waitForURL(`${running.publicUrl}/docs`);
  await page.locator('.sign-in').waitFor();
  expect(await page.getByRole('note').count()).toBe(0);
});
