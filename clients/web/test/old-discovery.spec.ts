import type { Emulator } from 'azure-ad-b2c-emulator';
import { freePort } from '../../../test/support/free-port.js';
import { passMinutes, passNoTime } from './support/clock.js';
import { FakeDownstream } from './support/fake-downstream.js';
import { Visitor } from './support/visitor.js';
import { signIn, startLocalB2c } from './support/whole-set-up.js';
import { environmentOf, WebClient } from './support/web-client.js';

let emulator: Emulator;
let client: WebClient;
const downstream = new FakeDownstream();

beforeAll(async () => {
  const port = await freePort();
  await downstream.start();
  emulator = await startLocalB2c(port);
  const authorityHost = emulator.httpOrigin;
  const endpoint = `${downstream.origin}/tasks`;
  client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
});
afterAll(async () => {
  passNoTime();
  await client.close();
  await downstream.close();
  await emulator.close();
});

/** What the client said of discovery. */
const discoveryLog = () => client.log.filter((line) => line.includes('discovery')).length;

it('serves people through an outage that begins when what is known of the provider is old', async () => {
  await signIn(client);
  passMinutes(40);
  const { visitor } = await signIn(client);
  passMinutes(25);
  emulator.setBehaviour({ down: true });
  expect((await visitor.open(`${client.origin}/tasks`)).status).toBe(200);

  const until = emulator.httpOrigin;
  const starts = [1, 2, 3].map(() =>
    new Visitor().open(`${client.origin}/auth/sign_in`, { until }),
  );
  for (const start of await Promise.all(starts)) expect(start.url.origin).toBe(until);

  const page = await visitor.open(`${client.origin}/`);
  const leaving = await visitor.submit(page, 'sign_out', {}, until);
  expect(leaving.url.pathname).toMatch(/\/logout$/);
});

it('asks the provider again once it is back', async () => {
  emulator.setBehaviour({ down: false, failWith: 500 });
  passMinutes(1);
  const before = discoveryLog();
  await new Visitor().open(`${client.origin}/auth/sign_in`, { until: emulator.httpOrigin });
  expect(discoveryLog()).toBe(before + 1);
  emulator.setBehaviour({ failWith: null });
  passMinutes(1);
  expect((await signIn(client)).page.text).toContain('Hello, <bdi>Demo Person');
});
