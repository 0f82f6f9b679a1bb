import { setTimeout } from 'node:timers/promises';
import { demoUser } from 'azure-ad-b2c-emulator';
import { decodeJwt } from 'jose';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { violationsOn } from '../support/accessibility.js';
import { complaintsOf, useBrowser } from '../support/browser.js';
import { developmentVariables } from '../support/development.js';
import { DocumentationVisitor } from '../support/documentation-page.js';
import { useLocalSetUp } from '../support/local-set-up.js';

jest.setTimeout(90_000);

const running = useLocalSetUp(undefined, {
  ...developmentVariables,
  DEVELOPMENT_LINKS: 'Client that is away=http://127.0.0.1:9/',
});
const browser = useBrowser();

async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(running.publicUrl + path);
  return { context, page, complaints };
}

/** The start page once it has heard of every program, and has a token. */
async function openStartPage(options: BrowserContextOptions = {}) {
  const opened = await open('/', options);
  await opened.page.locator('.state.down').waitFor();
  await opened.page.locator('#curl:has-text("Bearer eyJ")').waitFor();
  return opened;
}

/** The address that a refused call is explained at. */
async function refusedCall(): Promise<string> {
  const token = await running.emulator.issueTestToken({ expiresInSeconds: -3600 });
  const { body } = await running.api.call('/tasks', { token });
  return new URL(String(body['explanation'])).pathname;
}

/** At 200 %, a window of 1280 by 800 has room for half of that in each direction. */
const displays: [string, BrowserContextOptions][] = [
  ['a wide window', { viewport: { width: 1280, height: 800 } }],
  ['a dark wide window', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true }],
  ['200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
];

const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

describe.each(displays)('in %s', (_, display) => {
  it('shows the start page without findings of axe', async () => {
    const { context, page, complaints } = await openStartPage(display);
    await page.getByLabel('Access token').fill(await running.emulator.issueTestToken());
    await page.getByRole('button', { name: 'Explain it' }).click();
    await page.getByText('It opens:').waitFor();
    expect(await fits(page)).toBe(true);
    // Before axe, which reads style sheets in ways that the content policy forbids.
    const complaintsOfPage = complaints.filter((complaint) => !complaint.includes('127.0.0.1:9'));
    expect({ complaintsOfPage, axe: await violationsOn(page) }).toEqual({
      complaintsOfPage: [],
      axe: [],
    });
    await context.close();
  });

  it('shows the page of a refusal without findings of axe', async () => {
    const { context, page, complaints } = await open(await refusedCall(), display);
    await page.locator('.checks').waitFor();
    expect(await fits(page)).toBe(true);
    const complaintsOfPage = [...complaints];
    expect({ complaintsOfPage, axe: await violationsOn(page) }).toEqual({
      complaintsOfPage: [],
      axe: [],
    });
    await context.close();
  });
});

it('says what runs, and sees a program that stops', async () => {
  const { context, page } = await openStartPage();
  const state = (name: string) =>
    page.getByRole('listitem').filter({ hasText: name }).locator('.state');
  expect(await state('Tasks API').innerText()).toBe('runs');
  expect(await state('Local identity provider').innerText()).toBe('runs');
  expect(await state('Client that is away').innerText()).toBe('does not answer');
  running.emulator.setBehaviour({ down: true });
  await state('Local identity provider').getByText('does not answer').waitFor();
  running.emulator.setBehaviour({ down: false });
  await state('Local identity provider').getByText('runs').waitFor();
  await context.close();
});

it('signs in as Demo Person on the documentation page with one click', async () => {
  const { context, page, complaints } = await openStartPage();
  await page.getByRole('button', { name: 'Sign in as Demo Person' }).click();
  const visitor = new DocumentationVisitor(context, page);
  await visitor.sees('Demo Person');
  expect(await visitor.tryOut('getMe')).toBe('200');
  expect(complaints).toEqual([]);
  await page.reload();
  await visitor.sees('Demo Person');
  expect(await page.evaluate('sessionStorage.getItem("documentation.token-to-try")')).toBeNull();
  await context.close();
});

it('gives a curl line that works, and copies it', async () => {
  const { context, page } = await openStartPage({
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied.').waitFor();
  const copied = String(await page.evaluate('navigator.clipboard.readText()'));
  const [, url = '', token = ''] =
    /^curl -s (\S+) -H "Authorization: Bearer (\S+)"$/.exec(copied) ?? [];
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  // The times of a token are whole seconds: two of the same second are the same token.
  const { iat = 0 } = decodeJwt(token);
  await setTimeout((iat + 1) * 1_000 - Date.now());
  await page.getByRole('button', { name: 'Another token' }).click();
  await page.locator(`#curl:not(:has-text("${token}"))`).waitFor();
  await context.close();
});

it('leads from a refusal on the documentation page to what is wrong with the token', async () => {
  const { context, page } = await open('/docs');
  const visitor = new DocumentationVisitor(context, page);
  await page.getByText('Use an access token that you have').click();
  await page
    .getByLabel('Access token')
    .fill(await running.emulator.issueTestToken({ claims: { aud: 'another-api' } }));
  await page.getByRole('button', { name: 'Use this token' }).click();
  await visitor.sees('the API does not accept the access token');
  await page.getByRole('link', { name: 'See what is wrong with it.' }).click();
  const failed = page.locator('.checks li').filter({ has: page.locator('.mark.failed') });
  expect(await failed.innerText()).toMatch(/audience[^]*found\s+aud "another-api"/);
  await context.close();
});

it('shows with what somebody can sign in on the documentation page', async () => {
  const { context, page } = await open('/docs');
  const details = await page.locator('.demo-sign-in').innerText();
  expect(details).toContain(demoUser.email);
  expect(details).toContain(demoUser.password);
  const visitor = new DocumentationVisitor(context, page);
  await visitor.signIn(demoUser);
  expect(await page.locator('.demo-sign-in').count()).toBe(0);
  await context.close();
});

it('can be used with the keyboard alone', async () => {
  const { context, page } = await openStartPage();
  const focused = async (name: string) => {
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === name) {
        return true;
      }
    }
    return false;
  };
  expect(await focused('Sign in as Demo Person')).toBe(true);
  expect(await focused('Copy')).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('not a token');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('This is no JWT.').waitFor();
  await context.close();
});
