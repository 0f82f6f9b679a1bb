import type { Emulator } from 'azure-ad-b2c-emulator';
import { freePort } from '../../../../test/support/free-port.js';
import { cookieName } from '../support/access.js';
import { BuiltClient } from '../support/built-client.js';
import { FakeDownstream } from '../support/fake-downstream.js';
import { environmentOf } from '../support/web-client.js';
import { signIn, startLocalB2c } from '../support/whole-set-up.js';

jest.setTimeout(30_000);

const downstream = new FakeDownstream();
let emulator: Emulator;
let first: BuiltClient;
let second: BuiltClient;

beforeAll(async () => {
  const port = await freePort();
  await downstream.start();
  // MSAL renews five minutes before the end: with this lifetime, at every call.
  emulator = await startLocalB2c(port, [
    { id: 'B2C_1_signupsignin', kind: 'sign-up-sign-in', lifetimes: { accessTokenMinutes: 5 } },
  ]);
  const shared = {
    ...environmentOf({ authorityHost: emulator.httpOrigin, endpoint: downstream.origin, port }),
    REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
  };
  first = await BuiltClient.start(shared);
  second = await BuiltClient.start({ ...shared, PORT: String(await freePort()) });
});
afterAll(async () => {
  await first.stop();
  await second.stop();
  await emulator.close();
  await downstream.close();
});

it('keeps a person signed in whose token two processes renew at the same time', async () => {
  const { visitor } = await signIn(first);
  visitor.setCookie(second.origin, cookieName, visitor.cookie(first.origin, cookieName) ?? '');
  emulator.setBehaviour({ delayMs: 100 });
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const visits = [first, second].map(({ origin }) => visitor.open(`${origin}/tasks`));
    expect((await Promise.all(visits)).map(({ status }) => status)).toEqual([200, 200]);
  }
});
