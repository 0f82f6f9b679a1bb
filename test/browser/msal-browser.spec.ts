import { demoUser } from 'azure-ad-b2c-emulator';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, connectToBrowser } from '../support/browser.js';
import { freePort } from 'test-support';
import { useLocalSetUp } from '../support/local-set-up.js';
import { MsalPage } from '../support/msal-page.js';

let client: MsalPage;
beforeAll(async () => {
  client = new MsalPage(await freePort());
});
const running = useLocalSetUp(() => [`${client.origin}/`]);
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  await client.start(running.emulator);
  browser = await connectToBrowser();
  page = await browser.newPage();
  complaints = complaintsOf(page);
});

afterAll(async () => {
  await browser.close();
  await client.stop();
});

const token = () => page.locator('#token').innerText();
const state = (text: string) => page.locator(`#state:text-is("${text}")`).waitFor();
const payloadOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { iat: number };

it('signs in by redirect, renews, and signs out again', async () => {
  await page.goto(client.origin);
  await state('signed out');
  await page.click('#sign-in');
  await page.fill('[name=email]', demoUser.email);
  await page.fill('[name=password]', demoUser.password);
  await page.click('button:text-is("Sign in")');
  await state('signed in as Demo Person');

  const first = await token();
  expect((await running.api.call('/tasks', { token: first })).status).toBe(200);
  expect(page.url()).toBe(`${client.origin}/`);

  await page.click('#renew');
  await page.waitForFunction(
    `document.getElementById('token').textContent !== ${JSON.stringify(first)}`,
  );
  const second = await token();
  expect(payloadOf(second).iat).toBeGreaterThanOrEqual(payloadOf(first).iat);
  expect((await running.api.call('/tasks', { token: second })).status).toBe(200);

  await page.click('#sign-out');
  await state('signed out');
  await page.click('#sign-in');
  await page.locator('[name=password]').waitFor();
  expect(complaints).toEqual([]);
});
