import { readFileSync } from 'node:fs';
import { demoUser } from 'azure-ad-b2c-emulator';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { complaintsOf, launchBrowser } from '../support/browser.js';
import { useSinglePageSetUp } from '../support/single-page-set-up.js';

const running = useSinglePageSetUp();
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
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
  // Less than a test may take, so that what did not come is named.
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await context.close();
  await running.emulator.reset();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
const told = (text: string) => page.locator('.notice').filter({ hasText: text }).waitFor();

async function signIn(): Promise<void> {
  await page.goto(`${running.client.origin}/`);
  await press('Sign in');
  await page.fill('[name=email]', demoUser.email);
  await page.fill('[name=password]', demoUser.password);
  await press('Sign in');
  await heading('Welcome, Demo Person');
}

async function add(title: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Title' }).first().fill(title);
  await press('Add task');
  await row(title).waitFor();
}

/** What axe finds wrong with the page as it is. Its own script is let past the content policy. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await checker.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

it('takes a person through sign-in, tasks, a reload, a changed profile and sign-out', async () => {
  await signIn();
  await page.getByText('Nothing here yet.').waitFor();
  await add('Water <b>the</b> plants');
  await told('Your task was added.');

  await press('Edit Water <b>the</b> plants');
  await row('Description').getByRole('textbox', { name: 'Description' }).fill('All of them');
  await row('Description').getByLabel('Due').fill('2030-12-24');
  await press('Save');
  await told('Your change was saved.');
  await row('All of them').getByText('Due').waitFor();

  await page.getByRole('checkbox').check();
  await page.reload();
  await heading('Welcome, Demo Person');
  await row('All of them').waitFor();
  expect(await page.getByRole('checkbox').isChecked()).toBe(true);

  await press('Edit profile');
  await page.fill('[name=name]', 'Ada Lovelace');
  await press('Save');
  await heading('Welcome, Ada Lovelace');
  await told('Your profile was saved.');

  await press('Sign out');
  await heading('Tasks');
  expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
  expect(complaints).toEqual([]);
});

it('brings a deleted task back on request, and deletes it for good otherwise', async () => {
  await signIn();
  await add('Undone');
  await press('Delete Undone');
  await row('Undone').waitFor({ state: 'detached' });
  await press('Undo');
  await row('Undone').waitFor();
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await press('Delete Undone');
  expect((await deleted).status()).toBe(204);
  await page.reload();
  await row('Undone').waitFor({ state: 'detached' });
});

it('shows both versions of a task that was changed in two places, and lets the person choose', async () => {
  await signIn();
  await add('First');
  await press('Edit First');
  await row('Description').waitFor();
  const second = await context.newPage();
  const storage = await page.evaluate('JSON.stringify(sessionStorage)');
  await second.addInitScript(`Object.assign(sessionStorage, ${String(storage)})`);
  await second.goto(`${running.client.origin}/`);
  await second.getByRole('checkbox', { name: 'Done: First' }).check();
  await second.getByRole('checkbox', { name: 'Done: First' }).isChecked();
  await second.reload();
  await second.getByRole('checkbox', { name: 'Done: First', checked: true }).waitFor();

  await row('Description').getByRole('textbox', { name: 'Title' }).fill('Mine');
  await press('Save');
  await heading('Yours');
  await heading('The other one');
  expect(await violations()).toEqual([]);
  await press('Keep mine');
  await told('Your change was saved.');
  await row('Mine').waitFor();
  const kept = await page.evaluate<string[]>('Object.keys(sessionStorage)');
  expect(kept.filter((key) => key.startsWith('tasks.draft'))).toEqual([]);
});

it('brings a person back from a cancelled edit, with a word about it', async () => {
  await signIn();
  await press('Edit profile');
  await press('Cancel');
  await told('You cancelled. Nothing was changed.');
  await heading('Welcome, Demo Person');
  expect(complaints).toEqual([]);
});

it.each(['light', 'dark'] as const)(
  'has no axe violations on a %s phone screen',
  async (scheme) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${running.client.origin}/`);
    await heading('Tasks');
    expect(await violations()).toEqual([]);
    await signIn();
    await add(`Buy a ${scheme} present for everybody who has ever had a birthday`);
    expect(await violations()).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(360);
  },
);
