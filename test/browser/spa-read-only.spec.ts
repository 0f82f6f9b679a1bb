import { violationsOn } from '../support/accessibility.js';
import { useSinglePageStack } from '../support/single-page-client.js';
import { useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack({ scopes: ['tasks.read'] });
const visit = useVisitor(running);

it('is read-only, and says why, when only tasks.read was granted', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  const token = await running.emulator.issueTestToken({ claims: { scp: 'tasks.write' } });
  await running.api.call('/tasks', { method: 'POST', token, body: { title: 'To look at' } });
  await visitor.signIn();
  await page.getByRole('note').filter({ hasText: 'tasks.write was not granted' }).waitFor();
  await visitor.row('To look at').waitFor();
  expect(await visitor.row('To look at').getByRole('checkbox').isDisabled()).toBe(true);
  for (const name of ['Add task', 'Edit To look at', 'Delete To look at']) {
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  }
  expect(await violationsOn(page)).toEqual([]);
  expect(visitor.complaints).toEqual([]);
});
