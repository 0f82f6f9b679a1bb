import { useSinglePageStack } from '../support/single-page-client.js';
import { SinglePageVisitor, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack({ environment: { RATE_LIMIT_PER_SUBJECT: '8/4' } });
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
  for (let time = 0; time < 5; time++) {
    await order.selectOption('createdAt');
    await order.selectOption('-createdAt');
  }
  await visitor.isTold('That was a lot at once. Next try in');
  await second.page.reload();
  await second.page.getByText('Nothing here yet.').waitFor();
  expect(await second.row('For my eyes').count()).toBe(0);
  expect(await second.newTask('Title').inputValue()).toBe('');
  await second.leave();

  await visitor.page.getByText('That was a lot at once.').waitFor({ state: 'detached' });
  await visitor.page.locator('ul.tasks[aria-busy=false]').waitFor({ state: 'attached' });
  await visitor.row('For my eyes').waitFor();
  expect(await visitor.newTask('Title').inputValue()).toBe('Half typed');
});
