import { demoUser } from 'azure-ad-b2c-emulator';
import { violationsOn } from '../support/accessibility.js';
import { useSinglePageStack } from '../support/single-page-client.js';
import { useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);

it.each([
  { screen: 'desktop', width: 1280, height: 800, colorScheme: 'light' },
  { screen: 'phone', width: 360, height: 740, colorScheme: 'dark' },
] as const)(
  'takes a person through sign-in, tasks, a reload, a changed profile and sign-out: $screen',
  async ({ screen, width, height, colorScheme }) => {
    const { visitor } = visit;
    const { page } = visitor;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await visitor.opens();
    await visitor.sees('Tasks');
    expect(await violationsOn(page)).toEqual([]);
    await visitor.signIn();

    await visitor.add(`Water <b>the</b> plants, ${screen}`);
    await visitor.isTold('Your task was added.');
    await visitor.press(`Edit Water <b>the</b> plants, ${screen}`);
    await visitor.change('Description').fill('All of them');
    await visitor.change('Due').fill('2030-12-24');
    await visitor.change('Status').selectOption('in progress');
    await visitor.press('Save');
    await visitor.isTold('Your change was saved.');
    await visitor.row(screen).getByText('Due').waitFor();
    await visitor.row(screen).getByText('In progress').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);

    await visitor.row(screen).getByRole('checkbox').check();
    await page.reload();
    await visitor.sees('Welcome, Demo Person');
    await visitor.row(screen).waitFor();
    expect(await visitor.row(screen).getByRole('checkbox').isChecked()).toBe(true);

    await visitor.press('Edit profile');
    await page.fill('[name=name]', 'Ada Lovelace');
    await visitor.press('Save');
    await visitor.sees('Welcome, Ada Lovelace');
    await visitor.isTold('Your profile was saved.');

    await visitor.press('Sign out');
    await visitor.sees('Tasks');
    const kept = '[localStorage.length, Object.entries(sessionStorage), document.cookie]';
    expect(await page.evaluate(kept)).toEqual([0, [['msal.version', expect.any(String)]], '']);
    expect(visitor.complaints).toEqual([]);
  },
);

it('brings a person back from a cancelled edit, with a word about it', async () => {
  const { visitor } = visit;
  await visitor.signIn();
  await visitor.press('Edit profile');
  await visitor.press('Cancel');
  await visitor.isTold('You cancelled. Nothing was changed.');
  await visitor.sees('Welcome, Demo Person');
  expect(visitor.complaints).toEqual([]);
});

it('lets a person who forgot the password set a new one and sign in with it', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  await visitor.opens();
  await visitor.press('Sign in');
  await page.getByText(/forgot your password/i).click();
  await page.waitForURL(/\/reset-password$/);
  await page.fill('[name=email]', demoUser.email);
  await visitor.press('Send verification code');
  await page.fill('[name=code]', await page.locator('#sent-code').innerText());
  await visitor.press('Verify code');
  await page.fill('[name=password]', 'Another-pass-2');
  await page.fill('[name=confirmation]', 'Another-pass-2');
  await visitor.press('Set password');
  await visitor.isTold('Your password was changed.');
  await page.context().clearCookies();
  await visitor.press('Sign in');
  await visitor.givePassword('Another-pass-2');
  await visitor.sees('Welcome, Demo Person');
  expect(visitor.complaints).toEqual([]);
});

it('puts no token into an address, a storage that outlives the tab, or the console', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  const seen: string[] = [];
  page.on('request', (request) => seen.push(request.url()));
  page.on('console', (message) => seen.push(message.text()));
  await visitor.signIn();
  await visitor.add('Kept to myself');
  seen.push(...(await page.evaluate<string[]>('Object.values(localStorage)')), page.url());
  const token = await page.evaluate<string>(
    "Object.values(sessionStorage).find((value) => value.includes('AccessToken'))",
  );
  const { secret } = JSON.parse(token) as { readonly secret: string };
  const [, claims = '', signature = ''] = secret.split('.');
  expect(signature).not.toBe('');
  for (const part of [claims, signature]) {
    expect(seen.join('\n')).not.toContain(part);
  }
});
