import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

/** Three tasks, from top to bottom. */
let tasks: readonly [string, string, string];
let tests = 0;

beforeEach(async () => {
  tests++;
  tasks = [`First of ${tests}`, `Second of ${tests}`, `Third of ${tests}`];
  for (const title of tasks.toReversed()) {
    await otherClient.add({ title });
  }
  await visit.arriveSignedIn();
  await visit.visitor.row(tasks[2]).waitFor();
});

/** The next deletion that the server is asked for. */
const deletion = () =>
  visit.visitor.page.waitForResponse((response) => response.request().method() === 'DELETE');

it('deletes one task with a double click, and not the one below as well', async () => {
  const { visitor } = visit;
  const [first, ...others] = tasks;
  const button = visitor.page.getByRole('button', { name: `Delete ${first}` });
  const { x, y, width, height } = (await button.boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  await visitor.page.clock.install();
  const deleted = deletion();
  await visitor.page.mouse.click(x + width / 2, y + height / 2, { clickCount: 2, delay: 75 });
  await visitor.isTold(`“${first}” was deleted.`);
  await visitor.waitsLongerThanUndo();
  await deleted;
  expect((await visitor.titles()).slice(0, 2)).toEqual(others);
  expect(await otherClient.titles()).toEqual(expect.arrayContaining(others));
});

it('brings back all that was deleted in one go', async () => {
  const { visitor } = visit;
  const [first, second] = tasks;
  const asked: string[] = [];
  visitor.page.on('request', (request) => asked.push(request.method()));
  await visitor.press(`Delete ${first}`);
  await visitor.press(`Delete ${second}`);
  await visitor.isTold('2 tasks were deleted.');
  await visitor.press('Undo');
  await visitor.row(first).waitFor();
  expect((await visitor.titles()).slice(0, 3)).toEqual(tasks);
  expect(asked).not.toContain('DELETE');
});

it('deletes all that was not taken back', async () => {
  const { visitor } = visit;
  const [first, second, third] = tasks;
  await visitor.page.clock.install();
  await visitor.press(`Delete ${first}`);
  await visitor.press(`Delete ${second}`);
  let toCome = 2;
  const deletions = visitor.page.waitForResponse(
    (response) => response.request().method() === 'DELETE' && --toCome === 0,
  );
  await visitor.waitsLongerThanUndo();
  await deletions;
  const left = await otherClient.titles();
  expect(left).toContain(third);
  for (const title of [first, second]) {
    expect(left).not.toContain(title);
  }
});

it('takes no deletion for granted when the filter is changed meanwhile', async () => {
  const { visitor } = visit;
  const [first, second] = tasks;
  await visitor.press(`Delete ${first}`);
  const show = visitor.page.getByLabel('Show');
  await show.selectOption('open');
  await visitor.page.locator('ul.tasks[aria-busy=false]').waitFor();
  await visitor.row(second).waitFor();
  expect(await visitor.row(first).count()).toBe(0);
  await visitor.press('Undo');
  await visitor.row(first).waitFor();
  expect(await otherClient.titles()).toContain(first);
});

it('lets a deletion be taken back although something else was said', async () => {
  const { visitor } = visit;
  const [first] = tasks;
  await visitor.press(`Delete ${first}`);
  await visitor.add(`Another of ${tests}`);
  await visitor.isTold('Your task was added.');
  await visitor.press('Undo');
  await visitor.row(first).waitFor();
  expect(visitor.complaints).toEqual([]);
});

it('leaves a word about something else on the screen when a deletion is final', async () => {
  const { visitor } = visit;
  const [first, second] = tasks;
  const gone = await otherClient.add({ title: `Gone in ${tests}` });
  await visitor.page.reload();
  await visitor.row(gone.title).waitFor();
  await otherClient.delete(gone.id);
  await visitor.page.clock.install();
  await visitor.press(`Delete ${first}`);
  const deleted = deletion();
  await visitor.row(gone.title).getByRole('checkbox').click();
  const word = visitor.page.getByText('This task is no longer there.');
  await word.waitFor();
  await visitor.waitsLongerThanUndo();
  await deleted;
  await visitor.page.getByText('was deleted.', { exact: false }).waitFor({ state: 'detached' });
  expect(await word.isVisible()).toBe(true);
  // Over with the next thing done.
  await visitor.row(second).getByRole('checkbox').click();
  await word.waitFor({ state: 'detached' });
});

it.each([
  { way: 'Edit profile', arrives: '[name=password], [name=name]' },
  { way: 'Sign out', arrives: 'main.welcome' },
])('is final when the person leaves: $way', async ({ way, arrives }) => {
  const { visitor } = visit;
  const [first, second] = tasks;
  await visitor.press(`Delete ${first}`);
  await visitor.press(way);
  await visitor.page.locator(arrives).waitFor();
  const left = await otherClient.titles();
  expect(left).toContain(second);
  expect(left).not.toContain(first);
});

it('does not keep a person from signing out while the API is away', async () => {
  const { visitor } = visit;
  const startApi = await running.stopApi();
  await visitor.press(`Delete ${tasks[0]}`);
  await visitor.press('Sign out');
  await visitor.page.locator('main.welcome').waitFor();
  await startApi();
  expect(visitor.complaints).toEqual([]);
});
