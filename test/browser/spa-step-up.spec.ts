import { demoUser } from 'azure-ad-b2c-emulator';
import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor, type SinglePageVisitor } from '../support/single-page-visitor.js';

async function addFinished(visitor: SinglePageVisitor, title: string): Promise<void> {
  await visitor.add(title);
  const row = visitor.row(title);
  const saved = visitor.page.waitForResponse(
    (response) => response.request().method() === 'PATCH' && response.ok(),
  );
  await row.getByRole('checkbox').check();
  await saved;
}

async function deleteFinished(visitor: SinglePageVisitor): Promise<void> {
  await visitor.press('Delete finished tasks');
  await visitor.press('Delete');
}

describe('where nothing more is required', () => {
  const running = useSinglePageStack();
  const visit = useVisitor(running);

  it('deletes what is finished once the person has confirmed it', async () => {
    const { visitor } = visit;
    await visitor.signIn();
    await visitor.add('Stays');
    await addFinished(visitor, 'Goes');
    await visitor.press('Delete finished tasks');
    await visitor.press('Cancel');
    expect(await new OtherClient(running).titles()).toHaveLength(2);
    await visitor.press('Delete finished tasks');
    await visitor.page.keyboard.press('Escape');
    expect(await new OtherClient(running).titles()).toHaveLength(2);
    await deleteFinished(visitor);
    await visitor.isTold('1 finished task was deleted.');
    expect(await visitor.titles()).toEqual(['Stays']);
    expect(await new OtherClient(running).titles()).toEqual(['Stays']);
    await visitor.page.getByRole('button', { name: 'Delete finished tasks' }).waitFor({
      state: 'detached',
    });
    expect(visitor.complaints).toEqual([]);
  });
});

describe('where a stronger sign-in is required, with External ID', () => {
  const other = { email: 'other@contoso.com', password: 'Another-passw0rd' };
  const running = useSinglePageStack({
    provider: 'external-id',
    environment: { STEP_UP_CONTEXT: 'c1' },
    others: [other],
  });
  const visit = useVisitor(running);

  async function withFinishedTask(title: string): Promise<SinglePageVisitor> {
    const { visitor } = visit;
    await visitor.signIn();
    await addFinished(visitor, title);
    return visitor;
  }

  it('asks for it, and goes on by itself when the person is back', async () => {
    const visitor = await withFinishedTask('First');
    await visitor.newTask('Title').fill('Half written');
    await deleteFinished(visitor);
    await visitor.page.getByLabel('Email address').waitFor();
    await visitor.givePassword(demoUser.password);
    await visitor.isTold('1 finished task was deleted.');
    expect(await visitor.titles()).toEqual([]);
    expect(await visitor.newTask('Title').inputValue()).toBe('Half written');
    await addFinished(visitor, 'Second');
    await deleteFinished(visitor);
    await visitor.isTold('1 finished task was deleted.');
    await visitor.row('Second').waitFor({ state: 'detached' });
    expect(visitor.complaints).toEqual([]);
  });

  it('deletes nothing for a person who does not sign in again, and nothing later', async () => {
    const visitor = await withFinishedTask('Stays');
    await deleteFinished(visitor);
    await visitor.page.getByLabel('Email address').waitFor();
    await visitor.opens();
    await visitor.row('Stays').waitFor();
    await visitor.press('Sign out');
    await visitor.page.locator('main.welcome').waitFor();
    await visitor.signIn();
    await visitor.row('Stays').waitFor();
    expect(await visitor.titles()).toContain('Stays');
  });

  it('deletes nothing of somebody else who signs in there', async () => {
    const visitor = await withFinishedTask('Stays, too');
    await deleteFinished(visitor);
    const deletions: string[] = [];
    visitor.page.on('request', (request) => {
      if (request.method() === 'DELETE') {
        deletions.push(request.url());
      }
    });
    await visitor.page.getByLabel('Email address').waitFor();
    await visitor.givePassword(other.password, other.email);
    await visitor.page.getByText('Nothing here yet.').waitFor();
    expect(deletions).toEqual([]);
  });
});
