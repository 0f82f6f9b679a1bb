import type { BrowserContext } from 'playwright-core';
import { demoUser } from 'azure-ad-b2c-emulator';
import { complaintsOf, useBrowser } from '../support/browser.js';
import { useMigrationStack } from '../support/migration-stack.js';
import { SinglePageVisitor } from '../support/single-page-visitor.js';

const running = useMigrationStack();
const browser = useBrowser();
let context: BrowserContext;

beforeEach(async () => {
  context = await browser.newContext();
  context.setDefaultTimeout(10_000);
});
afterEach(async () => {
  await context.close();
  await running.emulator.reset();
});

const visit = (board: { readonly origin: string }) =>
  SinglePageVisitor.arrive(browser, board.origin);
const issuerOf = (provider: string) => running.emulator.tenant(provider).issuer;

/** The issuer of every ID token in the session storage of a page: where the person signed in. */
async function issuersOf({ page }: SinglePageVisitor): Promise<string[]> {
  const values = await page.evaluate<string[]>('Object.values(sessionStorage)');
  const tokens = values.flatMap((value) => value.match(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g) ?? []);
  return tokens.map((token) => {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    return (JSON.parse(payload) as { readonly iss: string }).iss;
  });
}

it('shows a task that was added through B2C on the board of External ID, and the other way round', async () => {
  const before = await visit(running.board);
  const after = await visit(running.movedBoard);
  try {
    await before.signIn();
    await before.add('Added through B2C');
    await after.signIn();
    await after.row('Added through B2C').waitFor();
    await after.add('Added through External ID');
    await before.opens();
    await before.row('Added through External ID').waitFor();

    expect(new Set(await issuersOf(before))).toEqual(new Set([issuerOf('b2c')]));
    expect(new Set(await issuersOf(after))).toEqual(new Set([issuerOf('external-id')]));
    expect([...before.complaints, ...after.complaints]).toEqual([]);
  } finally {
    await before.leave();
    await after.leave();
  }
});

it('shows them in the web client, which has moved to External ID', async () => {
  const board = await visit(running.board);
  try {
    await board.signIn();
    await board.add('Seen by the web client');
  } finally {
    await board.leave();
  }
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${running.web.origin}/`);
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
  await page.fill('[name=email]', demoUser.email);
  await page.fill('[name=password]', demoUser.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Your tasks', exact: true }).first().click();
  await page.getByText('Seen by the web client').waitFor();
  await page.goto(`${running.web.origin}/auth/token_details`);
  await page.getByText(issuerOf('external-id')).waitFor();
  expect(complaints).toEqual([]);
});

it('goes on working through External ID while B2C is down, and the other way round', async () => {
  const before = await visit(running.board);
  const after = await visit(running.movedBoard);
  try {
    await before.signIn();
    await after.signIn();
    running.emulator.tenant('b2c').setBehaviour({ down: true });
    await after.add('While B2C is down');
    running.emulator.tenant('b2c').setBehaviour({ down: false });
    running.emulator.tenant('external-id').setBehaviour({ down: true });
    await before.opens();
    await before.add('While External ID is down');
    await before.row('While B2C is down').waitFor();
    expect(await before.titles()).toContain('While External ID is down');
  } finally {
    await before.leave();
    await after.leave();
  }
});
