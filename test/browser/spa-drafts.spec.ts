import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, type OtherClientTask, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

let task: OtherClientTask;
let other: OtherClientTask;
let tests = 0;

beforeEach(async () => {
  const { visitor } = visit;
  tests++;
  other = await otherClient.add({ title: `Other ${tests}` });
  task = await otherClient.add({ title: `Topic ${tests}` });
  await visit.arriveSignedIn();
  await visitor.press(`Edit ${task.title}`);
  await visitor.change('Description').fill('Half typed');
});

const form = () => visit.visitor.page.getByRole('form', { name: 'Save' });

describe('a change that was thrown away', () => {
  it.each(['Escape', 'Cancel'])('can be had back: %s', async (way) => {
    const { visitor } = visit;
    if (way === 'Escape') {
      await visitor.page.keyboard.press(way);
    } else {
      await visitor.press(way);
    }
    await form().waitFor({ state: 'detached' });
    await visitor.isTold(`“${task.title}” stays as it was.`);
    await visitor.press('Undo');
    expect(await visitor.change('Description').inputValue()).toBe('Half typed');
    await visitor.page.reload();
    expect(await visitor.change('Description').inputValue()).toBe('Half typed');
    await visitor.press('Save');
    await visitor.isTold('Your change was saved.');
    expect((await otherClient.read(task.id)).description).toBe('Half typed');
  });

  it('is not spoken of when nothing was typed', async () => {
    const { visitor } = visit;
    await visitor.change('Description').fill('');
    await visitor.press('Cancel');
    await form().waitFor({ state: 'detached' });
    expect(await visitor.page.locator('.notification').count()).toBe(0);
  });
});

it('marks a task whose change is not saved, and opens only the form that was open', async () => {
  const { visitor } = visit;
  await visitor.press(`Edit ${other.title}`);
  const mark = visitor.row(task.title).getByText('Change not saved yet');
  await mark.waitFor();
  await visitor.press('Cancel');
  await form().waitFor({ state: 'detached' });
  await visitor.page.reload();
  await mark.waitFor();
  expect(await form().count()).toBe(0);
  await visitor.press(`Edit ${task.title}`);
  expect(await visitor.change('Description').inputValue()).toBe('Half typed');
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
  expect(await mark.count()).toBe(0);
});

it('does not mark a task whose form says again what the task says', async () => {
  const { visitor } = visit;
  await visitor.change('Description').fill('');
  await visitor.press(`Edit ${other.title}`);
  await visitor.row(task.title).waitFor();
  expect(await visitor.page.getByText('Change not saved yet').count()).toBe(0);
});

it('leaves the form alone that was opened while another one was being saved', async () => {
  const { visitor } = visit;
  await visitor.press(`Edit ${other.title}`);
  await visitor.change('Description').fill('Half typed as well');
  await visitor.press(`Edit ${task.title}`);
  const held = new Promise<() => void>((resolve) => {
    void visitor.page.route(`**/tasks/${task.id}`, async (route) => {
      await new Promise<void>((letGo) => resolve(letGo));
      await route.continue();
    });
  });
  await visitor.press('Save');
  const letGo = await held;
  await visitor.press(`Edit ${other.title}`);
  letGo();
  await visitor.isTold('Your change was saved.');
  expect(await visitor.change('Description').inputValue()).toBe('Half typed as well');
  await visitor.page.reload();
  expect(await visitor.change('Description').inputValue()).toBe('Half typed as well');
});

describe('a task that was deleted elsewhere', () => {
  beforeEach(() => otherClient.delete(task.id));

  const gone = 'This task is no longer there. It was deleted elsewhere.';

  it('leaves the screen when a change of it is saved, which can be added as a new one', async () => {
    const { visitor } = visit;
    await visitor.press('Save');
    await visitor.isTold(gone);
    await visitor.row(task.title).waitFor({ state: 'detached' });
    await visitor.press('Add it again');
    await visitor.isTold('Your task was added.');
    await visitor.row(task.title).getByText('Half typed').waitFor();
    expect(await visitor.page.getByText(gone).count()).toBe(0);
    expect(await otherClient.titles()).toContain(task.title);
  });

  it('does not come back with what was typed after a reload', async () => {
    const { visitor } = visit;
    await visitor.page.reload();
    await visitor.isTold(gone);
    expect(await form().count()).toBe(0);
    await visitor.page.reload();
    await visitor.row(other.title).waitFor();
    expect(await visitor.page.getByText(gone).count()).toBe(0);
  });

  it('leaves the screen when its form is to be opened', async () => {
    const { visitor } = visit;
    await otherClient.delete(other.id);
    await visitor.press(`Edit ${other.title}`);
    await visitor.isTold(gone);
    await visitor.row(other.title).waitFor({ state: 'detached' });
    expect(visitor.complaints).toEqual([]);
  });
});
