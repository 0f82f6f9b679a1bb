import { freePort, Visitor } from 'test-support';
import { demoUser, type Emulator } from 'azure-ad-b2c-emulator';
import { advanceMinutes, restoreTime } from './support/clock.js';
import { FakeApi } from './support/fake-api.js';
import { signIn, startB2cEmulator } from './support/full-stack.js';
import { environmentOf, WebClient } from './support/web-client.js';

let emulator: Emulator;
let client: WebClient;
const api = new FakeApi();

beforeAll(async () => {
  const port = await freePort();
  await api.listen();
  // Tokens are refreshed five minutes before they expire: with this lifetime, at every call.
  emulator = await startB2cEmulator(port, [
    {
      id: 'B2C_1_signupsignin',
      kind: 'sign-up-sign-in',
      lifetimes: { accessTokenMinutes: 5 },
    },
  ]);
  const authorityHost = emulator.httpOrigin;
  const endpoint = `${api.origin}/tasks`;
  client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
});
afterAll(async () => {
  await client.close();
  await api.close();
  await emulator.close();
});
afterEach(async () => {
  restoreTime();
  await emulator.reset();
});

/** One second after it was issued, a token has less than five minutes left. */
const untilRefreshIsDue = () => new Promise((resolve) => setTimeout(resolve, 1_100));

it('answers 503 while the provider does not answer, and recovers by itself', async () => {
  emulator.setBehaviour({ down: true });
  const visits = [1, 2, 3].map(() => new Visitor().open(`${client.origin}/auth/sign_in`));
  for (const page of await Promise.all(visits)) {
    expect(page.status).toBe(503);
    expect(page.text).toContain('The sign-in service does not answer');
    expect(page.text).toContain('href="/auth/sign_in">Try again<');
  }
  emulator.setBehaviour({ down: false });
  expect((await signIn(client)).page.text).toContain('Hello, <bdi>Demo Person');
});

it('offers to try again when the provider does not answer, and leads to the same page then', async () => {
  const visitor = new Visitor();
  // The discovery document is cached by now.
  const form = await visitor.open(`${client.origin}/auth/sign_in?return_to=/auth/token_details`);
  const { url } = await visitor.submit(
    form,
    'sign-in',
    { ...demoUser },
    `${client.origin}/getAToken`,
  );
  emulator.setBehaviour({ failWith: 503 });
  const failed = await visitor.open(url);
  expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '60']);
  emulator.setBehaviour({ failWith: null });
  const page = await visitor.follow(failed, 'Try again');
  expect([page.status, page.url.pathname]).toEqual([200, '/auth/token_details']);
});

it('refreshes an access token silently', async () => {
  const { visitor } = await signIn(client);
  const tokens = new Set<string | undefined>();
  for (let call = 0; call < 3; call += 1) {
    if (call > 0) {
      await untilRefreshIsDue();
    }
    expect((await visitor.open(`${client.origin}/tasks`)).status).toBe(200);
    tokens.add(api.seen.at(-1)?.authorization);
  }
  expect(tokens.size).toBe(3);
});

it('refreshes once for requests at the same time, and all of them succeed', async () => {
  const { visitor } = await signIn(client);
  await untilRefreshIsDue();
  emulator.setBehaviour({ delayMs: 100 });
  const tabs = [1, 2, 3].map(() => visitor.open(`${client.origin}/tasks`));
  expect((await Promise.all(tabs)).map(({ status }) => status)).toEqual([200, 200, 200]);
  const tokens = api.seen.slice(-3).map(({ authorization }) => authorization);
  expect(new Set(tokens).size).toBe(1);
  emulator.setBehaviour({ delayMs: 0 });
  await untilRefreshIsDue();
  expect((await visitor.open(`${client.origin}/tasks`)).status).toBe(200);
});

it('asks for a new sign-in when the refresh token is refused', async () => {
  const { visitor } = await signIn(client);
  await untilRefreshIsDue();
  await emulator.reset();
  const page = await visitor.open(`${client.origin}/tasks?cursor=x`);
  expect(page.status).toBe(401);
  expect(page.text).toContain('Your sign-in has ended');
  expect(page.text).toContain('return_to=%2Ftasks%3Fcursor%3Dx');
});

it('uses a token until it expires when the provider cannot be reached for a refresh', async () => {
  const { visitor } = await signIn(client);
  await untilRefreshIsDue();
  for (const behaviour of [{ failWith: 500 }, { failWith: null, down: true }]) {
    emulator.setBehaviour(behaviour);
    expect((await visitor.open(`${client.origin}/tasks`)).status).toBe(200);
  }
});

it('answers 503 when a token has expired and the provider cannot be reached', async () => {
  const { visitor } = await signIn(client);
  advanceMinutes(5.1);
  emulator.setBehaviour({ failWith: 500 });
  const page = await visitor.open(`${client.origin}/tasks`);
  expect(page.status).toBe(503);
  expect(page.text).toContain('The sign-in service does not answer');
});
