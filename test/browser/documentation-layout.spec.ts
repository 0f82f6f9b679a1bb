import { demoUser } from 'azure-ad-b2c-emulator';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { violationsOn } from '../support/accessibility.js';
import { complaintsOf, useBrowser } from '../support/browser.js';
import { DocumentationVisitor } from '../support/documentation-page.js';
import { useLocalSetUp } from '../support/local-set-up.js';

const running = useLocalSetUp();
const browser = useBrowser();

async function visit(options: BrowserContextOptions): Promise<DocumentationVisitor> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${running.publicUrl}/docs`);
  await page.locator('.sign-in').waitFor();
  return new DocumentationVisitor(context, page);
}

/** At 200 %, a window of 1280 by 800 has room for half of that in each direction. */
const displays: [string, BrowserContextOptions][] = [
  ['a wide window', { viewport: { width: 1280, height: 800 } }],
  ['a dark wide window', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true }],
  ['200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['a dark phone', { viewport: { width: 390, height: 844 }, isMobile: true, colorScheme: 'dark' }],
];

const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

it.each(displays)(
  'fits %s, without findings of axe, signed out and signed in',
  async (_, display) => {
    const { page: pageBefore } = await visit(display);
    expect(await fits(pageBefore)).toBe(true);
    const signedOut = await violationsOn(pageBefore);
    await pageBefore.context().close();
    // Another one: axe reads style sheets in ways that the content policy forbids.
    const visitor = await visit(display);
    const { page } = visitor;
    const complaints = complaintsOf(page);
    await page.reload();
    await visitor.signIn(demoUser);
    expect(await visitor.tryOut('createTask', { title: 'On every display' })).toBe('201');
    for (const operation of ['listTasks', 'changeTask']) {
      await visitor.operation(operation).locator('.opblock-summary-control').click();
      await visitor.operation(operation).locator('.responses-table').last().waitFor();
    }
    expect(await fits(page)).toBe(true);
    const complaintsOfPage = [...complaints];
    expect({ complaintsOfPage, signedOut, signedIn: await violationsOn(page) }).toEqual({
      complaintsOfPage: [],
      signedOut: [],
      signedIn: [],
    });
    await page.context().close();
  },
  // axe looks at everything that the page has, twice.
  90_000,
);

it('can be used with the keyboard alone', async () => {
  const visitor = await visit({ viewport: { width: 1280, height: 800 } });
  const { page } = visitor;
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the operations');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await visitor.operation('listTasks').locator('.opblock-summary-control').focus();
  await page.keyboard.press('Enter');
  await visitor.operation('listTasks').locator('.try-out__btn').focus();
  await page.keyboard.press('Enter');
  await visitor.operation('listTasks').locator('.execute').focus();
  await page.keyboard.press('Enter');
  await visitor.operation('listTasks').locator('.live-responses-table').waitFor();
  await page.context().close();
});

it('explains getting started, ETags and idempotency before the operations', async () => {
  const { page } = await visit({});
  const headings = await page.locator('.guide h2').allInnerTexts();
  expect(headings.join()).toMatch(/Getting started.*ETags.*Idempotency-Key.*Errors/);
  const guide = await page.locator('.guide').boundingBox();
  const operations = await page.locator('#operations').boundingBox();
  expect(guide?.y).toBeLessThan(operations?.y ?? 0);
  expect(await page.locator('.topbar').count()).toBe(0);
  await page.context().close();
});

it('gives the request as curl, fetch and a typed client, with the token in it', async () => {
  const visitor = await visit({});
  const { page } = visitor;
  await visitor.signIn(demoUser);
  expect(await visitor.tryOut('createTask', { title: 'Again' })).toBe('201');
  const snippet = page.locator('.request-snippets pre');
  expect(await snippet.innerText()).toMatch(/^curl -X 'POST'[^]*Authorization: Bearer eyJ/);
  await page.getByRole('button', { name: 'fetch', exact: true }).click();
  const sent = await snippet.innerText();
  expect(sent).toMatch(/^const response = await fetch\([^]*Authorization: "Bearer eyJ/);
  // It is what it says: run, it adds the same task.
  const status = await page.evaluate(
    `(async () => { ${sent.replace(/console\.log.*$/, 'return response.status;')} })()`,
  );
  expect(status).toBe(201);
  await page.getByRole('button', { name: 'Typed client', exact: true }).click();
  expect(await snippet.innerText()).toMatch(/Bearer eyJ[^]*client\.POST\("\/tasks", \{\s+body:/);
  await page.context().close();
});
