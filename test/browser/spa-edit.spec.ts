import { violationsOn } from '../support/accessibility.js';
import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, type OtherClientTask, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

let task: OtherClientTask;
let tests = 0;

beforeEach(async () => {
  const { visitor } = visit;
  task = await otherClient.add({
    title: `Topic ${++tests}`,
    description: '  Indented by another client\n',
    dueAt: '2027-01-31T17:00:00Z',
  });
  await visit.arriveSignedIn();
  await visitor.press(`Edit ${task.title}`);
  await visitor.change('Title').waitFor();
});

const formIsClosed = () =>
  visit.visitor.page.getByRole('form', { name: 'Save' }).waitFor({ state: 'detached' });

it('changes what was changed, and leaves the rest as another client wrote it', async () => {
  const { visitor } = visit;
  await visitor.change('Title').fill(`${task.title}, renamed`);
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
  const { title, description, dueAt } = await otherClient.read(task.id);
  expect({ title, description, dueAt }).toEqual({
    title: `${task.title}, renamed`,
    description: task.description,
    dueAt: '2027-01-31T17:00:00.000Z',
  });
});

it('sends nothing when nothing was changed, and closes', async () => {
  const { visitor } = visit;
  const changes: string[] = [];
  visitor.page.on('request', (request) => {
    if (request.method() === 'PATCH') {
      changes.push(request.url());
    }
  });
  await visitor.press('Save');
  await formIsClosed();
  expect(changes).toEqual([]);
  expect(await otherClient.read(task.id)).toEqual(task);
});

describe('a task that was changed elsewhere meanwhile', () => {
  beforeEach(async () => {
    const { visitor } = visit;
    await otherClient.change(task.id, { description: 'Theirs' });
    await visitor.change('Description').fill('Mine');
    await visitor.press('Save');
    await visitor.sees('The other one');
  });

  it('can be put together from both versions by hand', async () => {
    const { visitor } = visit;
    await visitor.change('Description').fill('Theirs and mine');
    await visitor.press('Save');
    await visitor.isTold('Your change was saved.');
    expect((await otherClient.read(task.id)).description).toBe('Theirs and mine');
  });

  it('is kept as the form has it now, not as it was sent at first', async () => {
    const { visitor } = visit;
    await visitor.change('Description').fill('Mine, and more');
    await visitor.page.locator('.version').getByText('Mine, and more').waitFor();
    await visitor.press('Keep mine');
    await visitor.isTold('Your change was saved.');
    const { description, dueAt } = await otherClient.read(task.id);
    expect(description).toBe('Mine, and more');
    expect(dueAt).toBe('2027-01-31T17:00:00.000Z');
  });

  it('is compared again when it is changed once more', async () => {
    const { visitor } = visit;
    await otherClient.change(task.id, { description: 'Theirs, later' });
    await visitor.press('Keep mine');
    await visitor.page.locator('.version').getByText('Theirs, later').waitFor();
    await visitor.press('Keep mine');
    await visitor.isTold('Your change was saved.');
    expect((await otherClient.read(task.id)).description).toBe('Mine');
  });

  it('has the keyboard where the two versions are', async () => {
    const { visitor } = visit;
    const focused = visitor.page.locator(':focus');
    await focused.getByText('Which version is to stay?').waitFor();
    await visitor.change('Description').focus();
    await visitor.page.keyboard.type('!');
    expect(await visitor.change('Description').evaluate((field) => field.matches(':focus'))).toBe(
      true,
    );
  });
});

it('says at the field that a due year has too many digits, and goes on, even after a reload', async () => {
  const { visitor } = visit;
  const due = visitor.change('Due');
  await due.fill('12027-01-31');
  await visitor.press('Save');
  const fault = visitor.page.getByText('Due must have a year of four digits.');
  await fault.waitFor();
  expect(await due.getAttribute('aria-invalid')).toBe('true');
  expect(await due.evaluate((field) => field.matches(':focus'))).toBe(true);
  expect(await violationsOn(visitor.page)).toEqual([]);
  await visitor.page.reload();
  await due.waitFor();
  await visitor.press('Save');
  await fault.waitFor();
  await due.fill('0987-01-31');
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
  expect((await otherClient.read(task.id)).dueAt).toMatch(/^0987-0[12]-/);
  expect(visitor.complaints).toEqual([]);
});

it('does not take a date that is half typed for none', async () => {
  const { visitor } = visit;
  await visitor.change('Due').fill('');
  await visitor.change('Due').pressSequentially('12');
  await visitor.press('Save');
  await visitor.page.getByText('Due must be a whole date.').waitFor();
  expect((await otherClient.read(task.id)).dueAt).toBe('2027-01-31T17:00:00.000Z');
});

it('takes a title of as many emoji as the API does, and says when there is one more', async () => {
  const { visitor } = visit;
  const longest = '🪴'.repeat(200);
  await visitor.change('Title').focus();
  await visitor.page.keyboard.press('ControlOrMeta+A');
  await visitor.page.keyboard.insertText(`${longest}🪴`);
  await visitor.press('Save');
  await visitor.page.getByText('Title must have 200 characters at most.').waitFor();
  await visitor.page.keyboard.press('ControlOrMeta+A');
  await visitor.page.keyboard.insertText(longest);
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
  expect((await otherClient.read(task.id)).title).toBe(longest);
});

it('shows what the server refuses at the field, and keeps what was typed', async () => {
  const { visitor } = visit;
  await visitor.change('Description').fill('Typed with care');
  const title = visitor.change('Title');
  // No keyboard types half a character; a broken program that types for a person does.
  await title.evaluate((field: { value: string; dispatchEvent(event: Event): boolean }) => {
    field.value = 'Half \ud83e';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await visitor.press('Save');
  await visitor.page.getByText('Title must not contain U+0000 or an unpaired surrogate.').waitFor();
  expect(await title.getAttribute('aria-invalid')).toBe('true');
  expect(await title.evaluate((field) => field.matches(':focus'))).toBe(true);
  expect(await visitor.change('Description').inputValue()).toBe('Typed with care');
  await visitor.press('Cancel');
  await visitor.row(task.title).waitFor();
  expect(await visitor.row('Typed with care').count()).toBe(0);
});
