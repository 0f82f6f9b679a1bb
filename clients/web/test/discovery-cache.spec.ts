import type { Emulator } from 'azure-ad-b2c-emulator';
import { freePort, Visitor } from 'test-support';
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
  emulator = await startB2cEmulator(port);
  const authorityHost = emulator.httpOrigin;
  const endpoint = `${api.origin}/tasks`;
  client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
});
afterAll(async () => {
  restoreTime();
  await client.close();
  await api.close();
  await emulator.close();
});

/** How often the client logged a failed discovery. */
const discoveryLog = () => client.log.filter((line) => line.includes('discovery')).length;

it('uses the cached discovery document through an outage that begins when it has expired', async () => {
  await signIn(client);
  advanceMinutes(40);
  const { visitor } = await signIn(client);
  advanceMinutes(25);
  emulator.setBehaviour({ down: true });
  expect((await visitor.open(`${client.origin}/tasks`)).status).toBe(200);

  const until = emulator.httpOrigin;
  const starts = [1, 2, 3].map(() =>
    new Visitor().open(`${client.origin}/auth/sign_in`, { until }),
  );
  for (const start of await Promise.all(starts)) {
    expect(start.url.origin).toBe(until);
  }

  const page = await visitor.open(`${client.origin}/`);
  const leaving = await visitor.submit(page, 'sign_out', {}, until);
  expect(leaving.url.pathname).toMatch(/\/logout$/);
});

it('fetches the discovery document again once the provider is back', async () => {
  emulator.setBehaviour({ down: false, failWith: 500 });
  advanceMinutes(1);
  const before = discoveryLog();
  await new Visitor().open(`${client.origin}/auth/sign_in`, { until: emulator.httpOrigin });
  expect(discoveryLog()).toBe(before + 1);
  emulator.setBehaviour({ failWith: null });
  advanceMinutes(1);
  expect((await signIn(client)).page.text).toContain('Hello, <bdi>Demo Person');
});
