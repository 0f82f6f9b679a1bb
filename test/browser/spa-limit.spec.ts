import { useSinglePageStack } from '../support/single-page-client.js';
import { SinglePageVisitor, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack({ environment: { RATE_LIMIT_PER_SUBJECT: '8/10' } });
const visit = useVisitor(running);
const other = { email: 'other@contoso.example', password: 'Other-pass-1', name: 'Other Person' };

async function signUp(visitor: SinglePageVisitor): Promise<void> {
  const { page } = visitor;
  await visitor.opens();
  await visitor.press('Sign in');
  await page.getByRole('link', { name: /sign up/i }).click();
  await page.fill('[name=email]', other.email);
  await visitor.press('Send verification code');
  await page.fill('[name=code]', await page.locator('#sent-code').innerText());
  await visitor.press('Verify code');
  await page.fill('[name=password]', other.password);
  await page.fill('[name=confirmation]', other.password);
  await page.fill('[name=name]', other.name);
  await visitor.press('Create');
  await visitor.sees(`Welcome, ${other.name}`);
}

it('counts down when one person calls too often, goes on by itself, and holds up nobody else', async () => {
  const { visitor } = visit;
  const second = await SinglePageVisitor.arrive(visit.browser, running.client.origin);
  await signUp(second);
  await visitor.signIn();
  await visitor.add('For my eyes');
  await visitor.newTask('Title').fill('Half typed');
  const order = visitor.page.getByLabel('Order');
  // However slow the machine is, some ten seconds see more calls than they may.
  const limited = visitor.page.getByText('That was a lot at once.');
  while ((await limited.count()) === 0) {
    await order.selectOption('createdAt');
    await order.selectOption('-createdAt');
  }
  await second.page.reload();
  await second.page.getByText('Nothing here yet.').waitFor();
  expect(await second.row('For my eyes').count()).toBe(0);
  expect(await second.newTask('Title').inputValue()).toBe('');
  await second.leave();

  await limited.waitFor({ state: 'detached', timeout: 30_000 });
  await visitor.page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
  await visitor.row('For my eyes').waitFor();
  expect(await visitor.newTask('Title').inputValue()).toBe('Half typed');
});
