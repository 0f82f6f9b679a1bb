import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

let topic: string;
let tests = 0;

beforeEach(async () => {
  topic = `Topic ${++tests}`;
  await otherClient.add({ title: topic });
  await visit.arriveSignedIn();
  await visit.visitor.row(topic).waitFor();
});

const undo = () => visit.visitor.page.getByRole('button', { name: 'Undo' });

it('lets the time to undo rest while the pointer is on the notification', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await page.clock.install();
  await visitor.press(`Delete ${topic}`);
  await undo().hover();
  await visitor.waitsLongerThanUndo();
  expect(await otherClient.titles()).toContain(topic);
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await page.mouse.move(1, 1);
  await visitor.waitsLongerThanUndo();
  expect((await deleted).status()).toBe(204);
  await undo().waitFor({ state: 'detached' });
});

it('lets the time to undo rest while the keyboard is on the notification', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await page.clock.install();
  await page.getByRole('button', { name: `Delete ${topic}`, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('button:focus', { hasText: 'Undo' }).waitFor();
  await visitor.waitsLongerThanUndo();
  await page.keyboard.press('Enter');
  await visitor.row(topic).waitFor();
  expect(await otherClient.titles()).toContain(topic);
});

it('closes a notification with Escape, which ends the time to undo', async () => {
  const { visitor } = visit;
  const deleted = visitor.page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await visitor.press(`Delete ${topic}`);
  await undo().waitFor();
  await visitor.page.keyboard.press('Escape');
  expect(await undo().count()).toBe(0);
  expect((await deleted).status()).toBe(204);
});

it('does not say that a tick is kept when it was taken back', async () => {
  const { visitor } = visit;
  const startApi = await running.stopApi();
  await visitor.row(topic).getByRole('checkbox').click();
  await visitor.isTold('The tasks service cannot be reached. What you did is kept here.');
  await visitor.press('Cancel');
  await visitor.isTold(`“${topic}” stays as it was. The tasks service cannot be reached.`);
  expect(await visitor.page.getByText('is kept here').count()).toBe(0);
  expect(await visitor.row(topic).getByRole('checkbox').isChecked()).toBe(false);
  await startApi();
});

it('goes on as soon as the browser is online again, without waiting for the next try', async () => {
  const { visitor } = visit;
  const box = visitor.row(topic).getByRole('checkbox');
  await visitor.context.setOffline(true);
  // The seconds to the next try do not pass.
  await visitor.page.clock.install();
  await visitor.page.clock.pauseAt(Date.now() + 1_000);
  await box.click();
  await visitor.isTold('What you did is kept here.');
  await visitor.context.setOffline(false);
  await visitor.page.getByText('What you did is kept here.').waitFor({ state: 'detached' });
  expect(await otherClient.titles('&status=done')).toContain(topic);
});

it('takes an error away from a field as soon as it is corrected, and leaves the keyboard there', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await visitor.press(`Edit ${topic}`);
  await visitor.change('Title').fill(' ');
  await visitor.change('Due').fill('12027-01-31');
  await visitor.press('Save');
  const title = page.getByText('Title must not be empty.');
  const due = page.getByText('Due must have a year of four digits.');
  await title.waitFor();
  await page.locator('input:focus').pressSequentially('A');
  await title.waitFor({ state: 'detached' });
  expect(await due.count()).toBe(1);
  expect(await visitor.change('Title').evaluate((field) => field.matches(':focus'))).toBe(true);
  await visitor.change('Due').fill('2027-01-31');
  await due.waitFor({ state: 'detached' });
});
