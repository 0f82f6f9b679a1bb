import { demoUser } from 'azure-ad-b2c-emulator';
import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf, useBrowser } from '../support/browser.js';
import { DocumentationVisitor } from '../support/documentation-page.js';
import { useLocalSetUp } from '../support/local-set-up.js';

const running = useLocalSetUp();
const browser = useBrowser();
let context: BrowserContext;
let page: Page;
let visitor: DocumentationVisitor;
let complaints: string[];

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  visitor = new DocumentationVisitor(context, page);
  complaints = complaintsOf(page);
  await page.goto(`${running.publicUrl}/docs`);
});
afterEach(() => context.close());

it('signs a person in, says who it is, through what and how long, then creates and lists a task', async () => {
  await visitor.signIn(demoUser);
  const person = await visitor.person().innerText();
  expect(person).toMatch(/Signed in as Demo Person through Azure AD B2C, .*B2C_1_signupsignin/);
  expect(person).toMatch(/Until \d\d:\d\d.* \((59|60) minutes\)\. May: tasks\.read, tasks\.write/);
  expect(await visitor.tryOut('createTask', { title: 'From the documentation page' })).toBe('201');
  expect(await visitor.tryOut('listTasks')).toBe('200');
  expect(await visitor.answer('listTasks')).toContain('From the documentation page');
  expect(complaints).toEqual([]);
});

it('signs in with PKCE and without a secret, for the scopes by their full names', async () => {
  const requests: string[] = [];
  context.on('request', (request) => {
    requests.push(`${request.url()} ${request.postData() ?? ''}`);
  });
  await visitor.signIn(demoUser);
  const authorize = new URL(
    requests.find((request) => request.includes('/authorize?'))?.trim() ?? '',
  );
  expect(authorize.searchParams.get('code_challenge_method')).toBe('S256');
  expect(authorize.searchParams.get('client_id')).toMatch(/^2{8}-/);
  expect(authorize.searchParams.get('scope')).toMatch(
    /^https:\/\/contoso\.onmicrosoft\.com\/\S+\/tasks\.read https:\S+\/tasks\.write$/,
  );
  expect(requests.find((request) => request.includes('/token '))).toContain('code_verifier=');
  expect(requests.join()).not.toContain('secret');
});

it('asks for fewer scopes when some are left out, and says what is missing then', async () => {
  await page.getByText('What this page asks for').click();
  await page.getByRole('checkbox', { name: /tasks\.write/ }).uncheck();
  await visitor.signIn(demoUser);
  expect(await visitor.tryOut('createTask', { title: 'Not allowed' })).toBe('403');
  expect(await visitor.answer('createTask')).toContain('tasks.write');
});

it('answers 401 with Try it out before anybody has signed in', async () => {
  expect(await visitor.tryOut('listTasks')).toBe('401');
});

it('lets a new person sign up, who starts without tasks', async () => {
  const window = await visitor.openWindow();
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
  await visitor.sees('Grace Hopper');
  expect(await visitor.tryOut('getMe')).toBe('200');
  expect(await visitor.answer('getMe')).toContain('Grace Hopper');
  expect(await visitor.tryOut('listTasks')).toBe('200');
  expect(await visitor.answer('listTasks')).toMatch(/"items":\s*\[\]/);
  expect(complaints).toEqual([]);
});

it('sends no token any more after signing out, and lets another person in without a reload', async () => {
  await visitor.signIn(demoUser);
  expect(await visitor.tryOut('listTasks')).toBe('200');
  const logout = await visitor.openWindow('Sign out');
  await visitor.closed(logout);
  await visitor.sees('You are signed out.');
  await page.locator('[id$="-listTasks"] .execute').click();
  await page
    .locator('[id$="-listTasks"] .live-responses-table .response-col_status:text-is("401")')
    .waitFor();
  const window = await visitor.openWindow();
  await window.getByLabel('Email address').waitFor();
  await window.close();
  await visitor.sees('The sign-in window was closed.');
  await visitor.signIn(demoUser);
});

it('survives a reload in the session storage of its tab, and no other tab knows of it', async () => {
  await visitor.signIn(demoUser);
  await page.reload();
  await visitor.person().waitFor();
  expect(await visitor.tryOut('getMe')).toBe('200');
  expect(await page.evaluate('JSON.stringify(localStorage)')).toBe('{}');
  const other = await context.newPage();
  await other.goto(`${running.publicUrl}/docs`);
  const elsewhere = new DocumentationVisitor(context, other);
  expect(await elsewhere.tryOut('listTasks')).toBe('401');
});

it('uses an access token that somebody has, and refuses one that the API does not accept', async () => {
  await page.getByText('Use an access token that you have').click();
  await page.getByLabel('Access token').fill('not-a-token');
  await page.getByRole('button', { name: 'Use this token' }).click();
  await visitor.sees('the API does not accept the access token');
  await page.getByLabel('Access token').fill(await running.emulator.issueTestToken());
  await page.getByRole('button', { name: 'Use this token' }).click();
  await visitor.sees('Demo Person');
  expect(await visitor.tryOut('listTasks')).toBe('200');
});
