import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

beforeEach(async () => {
  await visit.arriveSignedIn();
  await visit.visitor.newTask('Title').waitFor();
});

const description = () => visit.visitor.newTask('Description');
/** The due date of the newest task, as another client reads it. */
const newest = async () => {
  const token = await running.emulator.issueTestToken();
  const { body } = await running.api.call<{
    items: { title: string; description: string | null; dueAt: string | null }[];
  }>('/tasks?limit=1', { token });
  return body.items[0];
};

function tomorrow(hours: number, minutes = 0, seconds = 0): string {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  date.setHours(hours, minutes, seconds, 0);
  return date.toISOString();
}

it('is one line that opens on focus, and closes again when nothing is in it', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  expect(await description().count()).toBe(0);
  await visitor.newTask('Title').focus();
  await description().fill('Half typed');
  await page.getByLabel('Search').focus();
  await page.keyboard.press('Shift');
  expect(await description().inputValue()).toBe('Half typed');
  await description().fill('');
  await page.getByLabel('Search').focus();
  await page.keyboard.press('Shift');
  await description().waitFor({ state: 'detached' });
  await visitor.newTask('Title').focus();
  await description().waitFor();
  await page.keyboard.press('Escape');
  await description().waitFor({ state: 'detached' });
});

it('understands a due date in the title, and shows it before the task is added', async () => {
  const { visitor } = visit;
  await visitor.newTask('Title').fill('pay rent tomorrow 5pm');
  await visitor.page.getByText(/“pay rent”, due tomorrow, (17:00|5:00.PM)/).waitFor();
  await visitor.press('Add task');
  await visitor.row('pay rent').getByText('Due tomorrow').waitFor();
  expect(await newest()).toMatchObject({ title: 'pay rent', dueAt: tomorrow(17) });
  expect(await visitor.newTask('Title').inputValue()).toBe('');
});

it('takes a day without a time for the whole day', async () => {
  const { visitor } = visit;
  await visitor.newTask('Title').fill('water plants tomorrow');
  await visitor.page.keyboard.press('Enter');
  await visitor.isTold('Your task was added.');
  expect(await newest()).toMatchObject({ title: 'water plants', dueAt: tomorrow(23, 59, 59) });
});

it('leaves a title alone in which no date is meant, or one is given by hand', async () => {
  const { visitor } = visit;
  await visitor.newTask('Title').fill('watch The Day After Tomorrow');
  await visitor.press('Not a date');
  await visitor.press('Add task');
  await visitor.isTold('Your task was added.');
  expect(await newest()).toMatchObject({ title: 'watch The Day After Tomorrow', dueAt: null });
  await visitor.newTask('Title').fill('plan tomorrow');
  await visitor.newTask('Due').fill('2031-01-31');
  await visitor.newTask('Time').fill('08:15');
  await visitor.press('Add task');
  await visitor.row('plan tomorrow').waitFor();
  expect(await newest()).toMatchObject({
    title: 'plan tomorrow',
    dueAt: new Date('2031-01-31T08:15:00').toISOString(),
  });
});

it('changes the time of a due date, and wants a date with it', async () => {
  const { visitor } = visit;
  const task = await otherClient.add({ title: 'Timed', dueAt: '2031-01-31T08:15:30Z' });
  await visitor.page.reload();
  await visitor.press('Edit Timed');
  await visitor.change('Due').fill('');
  await visitor.press('Save');
  await visitor.page.getByText('Due must be there where there is a time.').waitFor();
  await visitor.change('Due').fill('2031-02-01');
  await visitor.change('Time').fill('10:00');
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
  const { dueAt } = await otherClient.read(task.id);
  expect(dueAt).toBe(new Date('2031-02-01T10:00:00').toISOString());
});
