import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

let tests = 0;
let topic: string;

beforeEach(() => {
  topic = `Topic ${++tests}`;
});

/** Waits until the keyboard is somewhere. */
async function keyboardIsOn(selector: string, text: string): Promise<void> {
  await visit.visitor.page.locator(`${selector}:focus`, { hasText: text }).waitFor();
}

it('goes on at the next task when the offer to undo is closed', async () => {
  const { visitor } = visit;
  await otherClient.add({ title: `${topic}, below` });
  await otherClient.add({ title: topic });
  await visit.arriveSignedIn();
  await visitor.page.getByRole('button', { name: `Delete ${topic}`, exact: true }).focus();
  await visitor.page.keyboard.press('Enter');
  await keyboardIsOn('button', 'Undo');
  await visitor.page.keyboard.press('Escape');
  await keyboardIsOn('li', `${topic}, below`);
  expect(visitor.complaints).toEqual([]);
});

it('stays where the person went while a deletion could be undone', async () => {
  const { visitor } = visit;
  await otherClient.add({ title: topic });
  await visit.arriveSignedIn();
  const deleted = visitor.page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await visitor.page.clock.install();
  await visitor.press(`Delete ${topic}`);
  await visitor.newTask('Title').focus();
  await visitor.waitsLongerThanUndo();
  await deleted;
  await visitor.page.getByText('was deleted.').waitFor({ state: 'detached' });
  await visitor.page.locator('form[aria-label="Add task"] input:focus').first().waitFor();
  expect(visitor.complaints).toEqual([]);
});

it('goes on at the heading of the list when the last task is deleted', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await visitor.page.getByLabel('Show').selectOption('in progress');
  await otherClient.add({ title: topic, status: 'in_progress' });
  await visitor.page.reload();
  await visitor.page.getByLabel('Show').selectOption('in progress');
  await visitor.row(topic).waitFor();
  await visitor.press(`Delete ${topic}`);
  await keyboardIsOn('h2', 'Your tasks');
  expect(visitor.complaints).toEqual([]);
});

it('stays on the button that added a task', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await visitor.newTask('Title').fill(topic);
  await visitor.press('Add task');
  await visitor.row(topic).waitFor();
  await keyboardIsOn('button', 'Add task');
  expect(visitor.complaints).toEqual([]);
});

it('goes on at the first task that was loaded when there are no more', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await visitor.page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
  const before = await otherClient.titles();
  const titles = Array.from({ length: 21 }, (_, index) => `${topic}, number ${index}`);
  for (const title of titles) {
    await otherClient.add({ title });
  }
  await visitor.page.reload();
  // Loads as soon as it comes into view.
  await visitor.page.getByRole('button', { name: 'Show more' }).focus();
  await visitor.page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  await keyboardIsOn('li', `${topic}, number 0`);
  expect(await visitor.titles()).toHaveLength(before.length + titles.length);
});

it('goes on at the next task when one leaves what is shown', async () => {
  const { visitor } = visit;
  await otherClient.add({ title: `${topic}, below`, status: 'done' });
  await otherClient.add({ title: topic, status: 'done' });
  await visit.arriveSignedIn();
  await visitor.page.getByLabel('Show').selectOption('done');
  const box = visitor.page.getByRole('checkbox', { name: `Done: ${topic}`, exact: true });
  await box.focus();
  await visitor.page.keyboard.press('Space');
  await keyboardIsOn('li', `${topic}, below`);
  expect(visitor.complaints).toEqual([]);
});

it('goes on at the list when a word about something is closed', async () => {
  const { visitor } = visit;
  await visit.arriveSignedIn();
  await visitor.add(topic);
  await visitor.press('Close');
  await keyboardIsOn('h2', 'Your tasks');
  expect(visitor.complaints).toEqual([]);
});
