import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor, type SinglePageVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

let tab: SinglePageVisitor;
let topic: string;
let tests = 0;

beforeEach(async () => {
  topic = `Topic ${++tests}`;
  await visit.arriveSignedIn();
  await visit.visitor.add(topic);
  tab = await visit.visitor.anotherTab();
  await tab.row(topic).waitFor();
});

/** What a browser does when the person comes back to a window. */
const comeBack = () => visit.visitor.page.evaluate("dispatchEvent(new Event('focus'))");

it('shows at once what is added, ticked, changed and deleted in another tab', async () => {
  const { visitor } = visit;
  const asked: string[] = [];
  visitor.page.on('request', (request) => asked.push(request.method()));
  await tab.add(`${topic}, from the other tab`);
  await visitor.row('from the other tab').waitFor();
  await tab.row('from the other tab').getByRole('checkbox').check();
  await visitor.row('from the other tab').and(visitor.page.locator('.done')).waitFor();
  await tab.press(`Edit ${topic}, from the other tab`);
  await tab.change('Title').fill(`${topic}, renamed`);
  await tab.press('Save');
  await visitor.row('renamed').waitFor();
  await tab.press(`Delete ${topic}, renamed`);
  await tab.page.keyboard.press('Escape');
  await visitor.row('renamed').waitFor({ state: 'detached' });
  expect(asked).toEqual([]);
  expect([...visitor.complaints, ...tab.complaints]).toEqual([]);
});

it('shows what another device did once the person comes back', async () => {
  const { visitor } = visit;
  const { id } = await otherClient.add({ title: `${topic}, from a phone` });
  expect(await visitor.row('from a phone').count()).toBe(0);
  await comeBack();
  await visitor.row('from a phone').waitFor();
  await otherClient.delete(id);
  await comeBack();
  await visitor.row('from a phone').waitFor({ state: 'detached' });
});

it('shows both versions of an open form when the person comes back, if there are two', async () => {
  const { visitor } = visit;
  const task = await otherClient.add({ title: `${topic}, to be changed` });
  await comeBack();
  await visitor.press(`Edit ${task.title}`);
  await visitor.change('Description').fill('Mine');
  const unchanged = visitor.page.waitForResponse((answer) => answer.status() === 304);
  await comeBack();
  await unchanged;
  expect(await visitor.page.getByText('Which version is to stay?').count()).toBe(0);
  await otherClient.change(task.id, { description: 'Theirs' });
  await comeBack();
  await visitor.sees('The other one');
  await visitor.press('Keep mine');
  await visitor.isTold('Your change was saved.');
  expect((await otherClient.read(task.id)).description).toBe('Mine');
});

it('says nothing when coming back while the API is away', async () => {
  const { visitor } = visit;
  const startApi = await running.stopApi();
  const failed = visitor.page.waitForEvent('requestfailed');
  await comeBack();
  await failed;
  await visitor.row(topic).waitFor();
  expect(await visitor.page.locator('.notification.error').count()).toBe(0);
  await startApi();
});
