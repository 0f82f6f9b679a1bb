import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

let topic: string;
let tests = 0;

beforeEach(async () => {
  topic = `Topic ${++tests}`;
  await visit.arriveSignedIn();
  await visit.visitor.page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
});

async function show(filter: string): Promise<void> {
  const { page } = visit.visitor;
  await page.getByLabel('Show').selectOption(filter);
  await page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
}

it('says that there is none of a status, rather than nothing at all', async () => {
  const { visitor } = visit;
  await visitor.page.getByText('Nothing here yet.').waitFor();
  await visitor.add(topic);
  await show('in progress');
  await visitor.page.getByText('No task is in progress.').waitFor();
  expect(await visitor.page.getByText('Nothing here yet.').count()).toBe(0);
});

it('does not show a new task among others of another status, and says so', async () => {
  const { visitor } = visit;
  await show('done');
  await visitor.newTask('Title').fill(topic);
  await visitor.press('Add task');
  await visitor.isTold('Your task was added. It is open, and so not in this list.');
  expect(await visitor.row(topic).count()).toBe(0);
  await show('all');
  await visitor.row(topic).waitFor();
});

it('takes a task off that is no longer of the status that is shown', async () => {
  const { visitor } = visit;
  await otherClient.add({ title: `${topic}, below`, status: 'done' });
  await otherClient.add({ title: topic, status: 'done' });
  await show('done');
  const box = visitor.page.getByRole('checkbox', { name: `Done: ${topic}`, exact: true });
  // As fast as a double click.
  await box.click({ clickCount: 2, delay: 75, noWaitAfter: true, force: true });
  await visitor.isTold(`“${topic}” is open now, and so no longer in this list.`);
  await box.waitFor({ state: 'detached' });
  expect(await visitor.row(`${topic}, below`).getByRole('checkbox').isChecked()).toBe(true);
  await show('open');
  await box.waitFor();
});

it('keeps a task on the screen whose form is open', async () => {
  const { visitor } = visit;
  await visitor.add(topic);
  await visitor.press(`Edit ${topic}`);
  await visitor.change('Description').fill('Half typed');
  await show('done');
  expect(await visitor.change('Description').inputValue()).toBe('Half typed');
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
  await visitor.row(topic).waitFor({ state: 'detached' });
});

it('does not show old tasks for a filter that could not be loaded, and loads them on request', async () => {
  const { visitor } = visit;
  await visitor.add(topic);
  await otherClient.add({ title: `${topic}, done`, status: 'done' });
  const headers = { 'access-control-allow-origin': running.client.origin };
  await visitor.page.route('**/tasks?**status=done**', (route) =>
    route.fulfill({ status: 500, headers, json: {} }),
  );
  await visitor.page.getByLabel('Show').selectOption('done');
  await visitor.isTold('Something went wrong on the server.');
  expect(await visitor.titles()).toEqual([]);
  await visitor.page.unroute('**/tasks?**status=done**');
  await visitor.press('Load again');
  await visitor.row(`${topic}, done`).waitFor();
  expect(await visitor.page.locator('.notification').count()).toBe(0);
  expect(await visitor.row(topic).count()).toBe(1);
});
