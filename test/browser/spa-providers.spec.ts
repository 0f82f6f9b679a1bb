import { useSinglePageStack } from '../support/single-page-client.js';
import { useVisitor } from '../support/single-page-visitor.js';

/** With TLS MSAL fetches the metadata itself, and checks the host of the issuer. */
describe.each([
  { provider: 'b2c', tls: true, hasUserFlows: true },
  { provider: 'external-id', tls: false, hasUserFlows: false },
  { provider: 'external-id', tls: true, hasUserFlows: false },
  { provider: 'entra', tls: false, hasUserFlows: false },
  { provider: 'entra', tls: true, hasUserFlows: false },
] as const)('configured for $provider, TLS: $tls', ({ provider, tls, hasUserFlows }) => {
  const running = useSinglePageStack({ provider, tls });
  const visit = useVisitor(running);

  it('signs in, works with tasks, renews a refused token, survives a reload and signs out', async () => {
    const { visitor } = visit;
    const { page } = visitor;
    await visitor.signIn();
    const title = `By ${provider}`;
    await visitor.add(title);
    const flows = page.getByRole('button', { name: /^(Edit profile|Change password)$/ });
    expect(await flows.count()).toBe(hasUserFlows ? 2 : 0);
    await page.route('**/tasks?**', (route) => route.fulfill({ status: 401 }), { times: 1 });
    const renewed = page.waitForResponse(/oauth2\/v2\.0\/token/);
    await page.reload();
    expect((await renewed).status()).toBe(200);
    await visitor.row(title).waitFor();
    await visitor.press('Sign out');
    await visitor.sees('Tasks');
    await visitor.press('Sign in');
    await page.getByLabel('Email address').waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
