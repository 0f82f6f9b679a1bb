import { useSinglePageStack } from '../support/single-page-client.js';
import { useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);

/** The key that signed all tokens so far is no longer good, and the API knows. */
async function withdrawKey(): Promise<void> {
  const { emulator } = running;
  const old = emulator.keys().find(({ state }) => state === 'signing');
  await emulator.rotateKeys();
  await emulator.withdrawKey(old?.kid ?? '');
  const startApi = await running.stopApi();
  await startApi();
}

it('keeps what was typed while the API is away, and sends it once it is back', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  const startApi = await running.stopApi();
  await visitor.newTask('Title').fill('Typed while away');
  await visitor.press('Add task');
  await visitor.isTold('The tasks service cannot be reached. What you did is kept here.');
  expect(await visitor.newTask('Title').inputValue()).toBe('Typed while away');
  expect(await visitor.newTask('Title').isEditable()).toBe(false);
  await startApi();
  await visitor.row('Typed while away').waitFor();
  expect(await visitor.newTask('Title').inputValue()).toBe('');
  expect(await visitor.newTask('Title').isEditable()).toBe(true);
  await visitor.page.reload();
  await visitor.row('Typed while away').waitFor();
  expect(await visitor.row('Typed while away').count()).toBe(1);
});

it('adds a task once although the answer was lost on its way, even over a reload', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await visitor.signIn();
  const answered = new Promise<void>((resolve) => {
    void page.route('**/tasks', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
      resolve();
    });
  });
  await visitor.newTask('Title').fill('Sent twice');
  await visitor.press('Add task');
  await answered;
  await visitor.isTold('The tasks service cannot be reached.');
  await page.unroute('**/tasks');
  await page.reload();
  await visitor.row('Sent twice').waitFor();
  await visitor.press('Add task');
  await visitor.isTold('Your task was added.');
  expect(await visitor.row('Sent twice').count()).toBe(1);
  await page.reload();
  await visitor.row('Sent twice').waitFor();
  expect(await visitor.row('Sent twice').count()).toBe(1);
});

it('waits for an API that cannot check tokens yet', async () => {
  const { visitor } = visit;
  const { emulator } = running;
  await visitor.signIn();
  const startApi = await running.stopApi();
  emulator.setBehaviour({ failWith: 503 });
  await startApi({ ready: false });
  await visitor.newTask('Title').fill('Patience');
  await visitor.press('Add task');
  await visitor.isTold('The tasks service is not available just now. What you did is kept here.');
  emulator.setBehaviour({ failWith: null });
  await visitor.row('Patience').waitFor({ timeout: 25_000 });
  expect(visitor.complaints).toEqual([]);
});

it('renews a token that is refused, once and without a word', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.page.getByText('Your tasks').first().waitFor();
  await withdrawKey();
  const answers: string[] = [];
  visitor.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const method = response.request().method();
    if (method === 'POST') {
      answers.push(`${response.status()} ${pathname.split('/').at(-1)}`);
    }
  });
  await visitor.add('With a new token');
  expect(answers).toEqual(['401 tasks', '200 token', '201 tasks']);
});

it('asks for a new sign-in when the session has ended, and goes on where the person was', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.add('To be changed');
  await visitor.newTask('Title').fill('Half typed');
  await visitor.press('Edit To be changed');
  await visitor.change('Description').fill('Over a sign-in');
  // Forgets all sessions and refresh tokens.
  await running.emulator.reset();
  await withdrawKey();
  await visitor.press('Save');
  await visitor.isTold('Your session has ended. Sign in again to go on.');
  await visitor.press('Sign in');
  await visitor.givePassword('Demo-pass-1');
  await visitor.sees('Welcome, Demo Person');
  await visitor.change('Description').waitFor();
  expect(await visitor.change('Description').inputValue()).toBe('Over a sign-in');
  expect(await visitor.newTask('Title').inputValue()).toBe('Half typed');
  await visitor.press('Save');
  await visitor.isTold('Your change was saved.');
});

it('says when the sign-in service is away, and starts once it is back', async () => {
  const { visitor } = visit;
  const { emulator } = running;
  await visitor.signIn();
  emulator.setBehaviour({ down: true });
  await visitor.press('Edit profile');
  await visitor.isTold('The sign-in service cannot be reached. Please try again.');
  await visitor.page.reload();
  await visitor.sees('Tasks cannot start');
  await visitor.page.getByText('The sign-in service cannot be reached.').waitFor();
  emulator.setBehaviour({ down: false });
  await visitor.press('Try again');
  await visitor.sees('Welcome, Demo Person');
  expect(visitor.complaints).toEqual([]);
});
