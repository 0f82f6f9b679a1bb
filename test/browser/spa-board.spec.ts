import { violationsOn } from '../support/accessibility.js';
import { useSinglePageStack } from '../support/single-page-client.js';
import { useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);

/** Something that nothing else on the board is called. */
let topic: string;
let tests = 0;

beforeEach(async () => {
  topic = `Topic ${++tests}`;
  await visit.arriveSignedIn();
});

const scrollToEnd = () => visit.visitor.page.evaluate('scrollTo(0, document.body.scrollHeight)');

/** Adds tasks as another client of the same person does. */
async function addElsewhere(...tasks: readonly Record<string, unknown>[]): Promise<void> {
  const token = await running.emulator.issueTestToken();
  for (const body of tasks) {
    const { status } = await running.api.call('/tasks', { method: 'POST', token, body });
    expect(status).toBe(201);
  }
}

it('brings a deleted task back on request, and deletes it for good otherwise', async () => {
  const { visitor } = visit;
  await visitor.add(topic);
  await visitor.press(`Delete ${topic}`);
  await visitor.row(topic).waitFor({ state: 'detached' });
  await visitor.press('Undo');
  await visitor.row(topic).waitFor();
  const deleted = visitor.page.waitForResponse(
    (response) => response.request().method() === 'DELETE',
  );
  await visitor.page.clock.install();
  await visitor.press(`Delete ${topic}`);
  await visitor.waitsLongerThanUndo();
  expect((await deleted).status()).toBe(204);
  await visitor.page.reload();
  await visitor.page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
  expect(await visitor.row(topic).count()).toBe(0);
});

it('does not delete what was changed elsewhere before the deletion was final', async () => {
  const { visitor } = visit;
  await visitor.add(topic);
  const other = await visitor.anotherTab();
  await other.press(`Edit ${topic}`);
  await other.change('Description').fill('Not to be lost');
  await visitor.page.clock.install();
  await visitor.press(`Delete ${topic}`);
  await other.press('Save');
  await other.isTold('Your change was saved.');
  await visitor.waitsLongerThanUndo();
  await visitor.isTold(`“${topic}” was changed elsewhere in the meantime, and so not deleted.`);
  await visitor.row('Not to be lost').waitFor();
  expect(visitor.complaints).toEqual([]);
});

describe('a task that was changed in two places', () => {
  beforeEach(async () => {
    const { visitor } = visit;
    await visitor.add(topic);
    await visitor.press(`Edit ${topic}`);
    await visitor.change('Title').fill(`${topic}, mine`);
    const other = await visitor.anotherTab();
    await other.press(`Edit ${topic}`);
    await other.change('Title').fill(`${topic}, theirs`);
    await other.press('Save');
    await other.isTold('Your change was saved.');
  });

  it.each([
    { choice: 'Keep mine', stays: 'mine', word: 'Your change was saved.' },
    { choice: 'Keep the other', stays: 'theirs', word: 'The other version was kept.' },
  ])('is shown in both versions, of which the person picks one: $choice', async (pick) => {
    const { visitor } = visit;
    await visitor.press('Save');
    await visitor.sees('Yours');
    await visitor.sees('The other one');
    expect(await violationsOn(visitor.page)).toEqual([]);
    await visitor.press(pick.choice);
    await visitor.isTold(pick.word);
    await visitor.page.reload();
    await visitor.row(`${topic}, ${pick.stays}`).waitFor();
    expect(await visitor.page.getByRole('form', { name: 'Save' }).count()).toBe(0);
  });

  it('is not overwritten by what was typed before a reload', async () => {
    const { visitor } = visit;
    await visitor.page.reload();
    await visitor.change('Title').waitFor();
    expect(await visitor.change('Title').inputValue()).toBe(`${topic}, mine`);
    await visitor.press('Save');
    await visitor.sees('The other one');
    expect(await visitor.page.getByText(`${topic}, theirs`).count()).toBe(1);
  });
});

it('wants a title, and says so at the field', async () => {
  const { visitor } = visit;
  await visitor.newTask('Title').fill('   ');
  await visitor.press('Add task');
  await visitor.page.getByText('Title must not be empty.').waitFor();
  await visitor.add(topic);
  expect(await visitor.page.getByText('Title must not be empty.').count()).toBe(0);
});

it('takes a task off the screen that is no longer there', async () => {
  const { visitor } = visit;
  await visitor.add(topic);
  const token = await running.emulator.issueTestToken();
  const { body } = await running.api.call<{ items: { id: string }[] }>('/tasks?limit=1', { token });
  const [task] = body.items;
  await running.api.call(`/tasks/${task?.id}`, { method: 'DELETE', token });
  await visitor.row(topic).getByRole('checkbox').click();
  await visitor.isTold('This task is no longer there. It was deleted elsewhere.');
  await visitor.row(topic).waitFor({ state: 'detached' });
  expect(visitor.complaints).toEqual([]);
});

it('gives a task its status back when it was ticked by mistake', async () => {
  const { visitor } = visit;
  await addElsewhere({ title: topic, status: 'in_progress' });
  await visitor.page.reload();
  const box = visitor.row(topic).getByRole('checkbox');
  await box.check();
  await visitor.row(topic).getByText('In progress').waitFor({ state: 'detached' });
  await box.uncheck();
  await visitor.row(topic).getByText('In progress').waitFor();
  expect(visitor.complaints).toEqual([]);
});

it('loads tasks page by page as the person scrolls, each once, up to the last', async () => {
  const { visitor } = visit;
  const titles = Array.from({ length: 45 }, (_, index) => `${topic}, number ${index}`);
  await addElsewhere(...titles.map((title) => ({ title })));
  await visitor.page.reload();
  const newest = titles.toReversed();
  await visitor.row(newest[0] ?? '').waitFor();
  expect(await visitor.titles()).toEqual(newest.slice(0, 20));
  await visitor.page.getByText('20+ tasks').waitFor();
  await scrollToEnd();
  await visitor.row(newest[39] ?? '').waitFor();
  expect(await visitor.titles()).toEqual(newest.slice(0, 40));
  await visitor.page.evaluate('scrollTo(0, 0)');
  await visitor.add(`${topic}, after`);
  await scrollToEnd();
  await visitor.row(newest[44] ?? '').waitFor();
  const shown = await visitor.titles();
  expect(shown.slice(0, 46)).toEqual([`${topic}, after`, ...newest]);
});

it('shows only tasks of a status, in the order of their due dates', async () => {
  const { visitor } = visit;
  await addElsewhere(
    { title: `${topic}, late`, dueAt: '2031-01-02T00:00:00Z', status: 'in_progress' },
    { title: `${topic}, soon`, dueAt: '2031-01-01T00:00:00Z', status: 'in_progress' },
    { title: `${topic}, done`, dueAt: '2030-01-01T00:00:00Z', status: 'done' },
  );
  const { page } = visitor;
  await page.getByLabel('Show').selectOption('in progress');
  await page.getByLabel('Order').selectOption('due soonest');
  await visitor.row(`${topic}, late`).waitFor();
  const own = (titles: string[]) => titles.filter((title) => title.startsWith(topic));
  expect(own(await visitor.titles())).toEqual([`${topic}, soon`, `${topic}, late`]);
  await page.getByLabel('Order').selectOption('due latest');
  await page.locator('ul.tasks .title', { hasText: topic }).first().getByText('late').waitFor();
  expect(own(await visitor.titles())).toEqual([`${topic}, late`, `${topic}, soon`]);
});

it('can be used with the keyboard alone, and leaves the person where they were', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  const focused = () =>
    page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');
  await visitor.newTask('Title').focus();
  await page.keyboard.type(topic);
  await page.keyboard.press('Enter');
  await visitor.row(topic).waitFor();
  await page.getByRole('button', { name: `Edit ${topic}` }).focus();
  await page.keyboard.press('Enter');
  await visitor.change('Title').waitFor();
  await page.keyboard.type(' changed');
  await page.keyboard.press('Escape');
  await page.getByRole('form', { name: 'Save' }).waitFor({ state: 'detached' });
  expect(await focused()).toBe(`Edit ${topic}`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await visitor.row(topic).waitFor({ state: 'detached' });
  expect(await focused()).toBe('Undo');
  await page.keyboard.press('Enter');
  await visitor.row(topic).waitFor();
  expect(await focused()).toBe(`Delete ${topic}`);
  // Only once: what comes back on the screen later takes the keyboard from nobody.
  const show = page.getByLabel('Show');
  await show.focus();
  await show.selectOption('done');
  await visitor.row(topic).waitFor({ state: 'detached' });
  await show.selectOption('all');
  await visitor.row(topic).waitFor();
  expect(await focused()).not.toBe(`Delete ${topic}`);
});
