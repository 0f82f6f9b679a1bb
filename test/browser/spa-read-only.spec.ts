import { demoUser } from 'azure-ad-b2c-emulator';
import { launchBrowser } from '../support/browser.js';
import { useSinglePageSetUp } from '../support/single-page-set-up.js';

const running = useSinglePageSetUp({ scopes: ['tasks.read'] });

it('is read-only, and says why, when only tasks.read was granted', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${running.client.origin}/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.fill('[name=email]', demoUser.email);
    await page.fill('[name=password]', demoUser.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('note').filter({ hasText: 'tasks.write was not granted' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add task' }).count()).toBe(0);
  } finally {
    await browser.close();
  }
});
