import { findingsOnDisplays, violationsOn } from '../support/accessibility.js';
import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

beforeAll(async () => {
  for (let number = 0; number < 30; number++) {
    await otherClient.add({
      title: `Ordinary ${number}`,
      description: 'In one line, or more\nthan one',
    });
  }
  await otherClient.add({ title: 'Long ago', dueAt: dayFromNow(-2) });
  await otherClient.add({ title: 'Some day', dueAt: dayFromNow(20), status: 'in_progress' });
  const today = new Date();
  today.setHours(23, 59, 59, 0);
  await otherClient.add({ title: 'This very day', dueAt: today.toISOString() });
  await otherClient.add({
    title: 'Read https://example.org/a.',
    description: 'javascript:alert(1) and http://example.org/b',
  });
});

const page = () => visit.visitor.page;
const rowsInView = () =>
  page().evaluate<number>(
    "[...document.querySelectorAll('.task')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length",
  );
const focusIsOn = (selector: string) => page().locator(`${selector}:focus`).waitFor();

it.each([
  { screen: 'laptop', width: 1280, height: 800, rows: 10 },
  { screen: 'phone', width: 390, height: 844, rows: 5 },
  { screen: 'laptop at 200 %', width: 640, height: 400, rows: 2 },
])('has $rows tasks in view on a $screen', async ({ width, height, rows }) => {
  const { visitor } = visit;
  await page().setViewportSize({ width, height });
  await visit.arriveSignedIn();
  await visitor.row('Read https').waitFor();
  expect(await rowsInView()).toBeGreaterThanOrEqual(rows);
  expect(await page().evaluate('document.documentElement.scrollWidth')).toBe(width);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page().emulateMedia({ colorScheme });
    expect(await violationsOn(page())).toEqual([]);
  }
  expect(visitor.complaints).toEqual([]);
});

it('has no findings of axe in any of its states, on any display', async () => {
  const { visitor } = visit;
  const findings: string[] = [];
  const look = async (at: string) =>
    findings.push(...(await findingsOnDisplays(page())).map((finding) => `${at}, ${finding}`));
  await visitor.opens();
  await visitor.sees('Tasks');
  await look('signed out');
  await visitor.signIn();
  await visitor.row('Read https').waitFor();
  await visitor.newTask('Title').fill('pay rent tomorrow 5pm');
  await page().getByText('“pay rent”').waitFor();
  await look('adding');
  await visitor.newTask('Title').fill('');
  await visitor.press('Edit Some day');
  await visitor.change('Title').fill('');
  await visitor.press('Save');
  await page().getByText('Title must not be empty.').waitFor();
  await look('changing, with a fault');
  await visitor.press('Cancel');
  await visitor.isTold('stays as it was.');
  await look('with a notification');
  await page().getByLabel('Search').fill('nowhere');
  await page().getByText('No task says that.').waitFor();
  await look('nothing found');
  expect(findings).toEqual([]);
});

it('shows the buttons of a row under the pointer and the keyboard', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await visitor.row('Some day').waitFor();
  const opacity = () =>
    page().evaluate<number>(
      "Number(getComputedStyle([...document.querySelectorAll('.task')].find((row) => row.textContent.includes('Some day')).querySelector('.actions')).opacity)",
    );
  expect(await opacity()).toBe(0);
  await visitor.row('Some day').hover();
  expect(await opacity()).toBe(1);
  await page().mouse.move(1, 1);
  await visitor.row('Some day').getByRole('button', { name: 'Delete' }).focus();
  expect(await opacity()).toBe(1);
});

it('ticks a task wherever its row is clicked, but not with a link, a double click or a selection', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  const row = visitor.row('Read https');
  const isDone = () => row.getByRole('checkbox').isChecked();
  await row.locator('.content').click();
  expect(await isDone()).toBe(true);
  await row.locator('.description').dblclick();
  expect(await isDone()).toBe(false);
  await page().evaluate('getSelection().selectAllChildren(document.querySelector(".task .title"))');
  await row.evaluate((element: { click(): void }) => element.click());
  expect(await isDone()).toBe(false);
  await page().evaluate('getSelection().empty()');
  const links = row.getByRole('link');
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'https://example.org/a',
    'http://example.org/b',
  ]);
  await visitor.context.route(/example\.org/, (route) => route.fulfill({ body: 'there' }));
  const opened = visitor.context.waitForEvent('page');
  await links.first().click();
  await (await opened).close();
  expect(await isDone()).toBe(false);
});

it('keeps search, filter and order in the address, over a reload, "Back" and a new sign-in', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await page().getByLabel('Order').selectOption('due soonest');
  await visitor.row('Long ago').waitFor();
  await page().getByLabel('Show').selectOption('in progress');
  await page().getByText('1 task', { exact: true }).waitFor();
  const address = page().url();
  expect(new URL(address).search).toBe('?status=in_progress&sort=dueAt');
  await page().reload();
  await page().getByText('1 task', { exact: true }).waitFor();
  expect(await visitor.titles()).toEqual(['Some day']);
  await page().goBack();
  await visitor.row('Long ago').waitFor();
  expect(new URL(page().url()).search).toBe('?sort=dueAt');
  await visitor.press('Sign out');
  await visitor.sees('Tasks');
  await page().goto(address);
  await visitor.press('Sign in');
  await visitor.givePassword('Demo-pass-1');
  await page().getByText('1 task', { exact: true }).waitFor();
  expect(page().url()).toBe(address);
});

it('finds a task that is not loaded yet, counts, and says when there is none', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await page().getByText('20+ tasks').waitFor();
  await page().getByLabel('Search').fill('ORDINARY 11');
  await page().getByText('1 task', { exact: true }).waitFor();
  expect(await visitor.titles()).toEqual(['Ordinary 11']);
  expect(new URL(page().url()).search).toBe('?q=ORDINARY+11');
  await page().getByLabel('Search').fill('nowhere');
  await page().getByText('No task says that.').waitFor();
  await page().keyboard.press('Escape');
  await page().getByText('34 tasks').waitFor();
});

it('has sections by due date', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await page().getByLabel('Order').selectOption('due soonest');
  await visitor.sees('Overdue');
  const lines = await page().locator('ul.tasks > li h3, ul.tasks > li .title').allInnerTexts();
  expect(lines.slice(0, 7)).toEqual([
    'Overdue',
    'Long ago',
    'Today',
    'This very day',
    'Later',
    'Some day',
    'No due date',
  ]);
  expect(await violationsOn(page())).toEqual([]);
});

it('is used with single keys, which can be switched off', async () => {
  const { visitor } = visit;
  const { keyboard } = page();
  await visit.arriveSignedIn();
  await visitor.row('Read https').waitFor();
  await keyboard.press('j');
  await focusIsOn('li:has-text("Read https")');
  await keyboard.press('j');
  await focusIsOn('li:has-text("This very day")');
  await keyboard.press('Shift+K');
  await focusIsOn('li:has-text("Read https")');
  await keyboard.press('Space');
  await focusIsOn('li.done:has-text("Read https")');
  await keyboard.press('Space');
  await focusIsOn('li.open:has-text("Read https")');
  await keyboard.press('Enter');
  await visitor.change('Title').waitFor();
  await keyboard.press('Escape');
  await keyboard.press('/');
  await focusIsOn('input[type=search]');
  await keyboard.type('n?');
  expect(await page().getByLabel('Search').inputValue()).toBe('n?');
  await keyboard.press('Escape');
  await page().getByRole('heading', { name: 'Your tasks' }).focus();
  await keyboard.press('n');
  await focusIsOn('form[aria-label="Add task"] input');
  await keyboard.press('Escape');
  await keyboard.press('?');
  const dialog = page().getByRole('dialog', { name: 'Keys' });
  await dialog.waitFor();
  expect(await violationsOn(page())).toEqual([]);
  await dialog.getByLabel('Use single keys').uncheck();
  await keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await keyboard.press('/');
  expect(await page().locator('input[type=search]:focus').count()).toBe(0);
  expect(visitor.complaints).toEqual([]);
});

it('lets a row be swiped to its buttons with a finger', async () => {
  await visit.arriveSignedIn();
  const storage = await page().evaluate<Record<string, string>>('({ ...sessionStorage })');
  const phone = await visit.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const touched = await phone.newPage();
  await touched.addInitScript(`Object.assign(sessionStorage, ${JSON.stringify(storage)})`);
  await touched.goto(running.client.origin);
  const button = touched.getByRole('button', { name: 'Edit Some day' });
  await button.waitFor();
  const list = await touched.locator('ul.tasks').boundingBox();
  const hidden = (await button.boundingBox())?.x ?? 0;
  expect(hidden).toBeGreaterThanOrEqual((list?.x ?? 0) + (list?.width ?? 0));
  await touched
    .getByRole('listitem')
    .filter({ hasText: 'Some day' })
    .evaluate((row) => row.scrollBy(200, 0));
  await button.tap();
  await touched.getByRole('form', { name: 'Save' }).waitFor();
  expect(await touched.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await phone.close();
});
