import type { Emulator } from 'azure-ad-b2c-emulator';
import { freePort } from '../../../../test/support/free-port.js';
import { cookieName } from '../support/access.js';
import { BuiltClient } from '../support/built-client.js';
import { FakeDownstream } from '../support/fake-downstream.js';
import { formsOf, type Visitor } from '../support/visitor.js';
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
  emulator = await startLocalB2c(port);
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

/** A browser sends a cookie of localhost to every port of it; a load balancer would hide them. */
function carry(visitor: Visitor, from: BuiltClient, to: BuiltClient): void {
  visitor.setCookie(to.origin, cookieName, visitor.cookie(from.origin, cookieName) ?? '');
}

it('knows in one process who signed in at the other, and who signed out', async () => {
  const { visitor } = await signIn(first);
  carry(visitor, first, second);
  const page = await visitor.open(`${second.origin}/`);
  expect(page.text).toContain('Hello, <bdi>Demo Person');
  const old = visitor.cookie(first.origin, cookieName);
  // Browsers know both processes by one address: that of the first.
  await visitor.open(`${second.origin}/auth/sign_out`, {
    method: 'POST',
    body: new URLSearchParams(formsOf(page.text)[0]?.fields),
    headers: { origin: first.origin },
    until: emulator.httpOrigin,
  });
  expect(visitor.cookie(first.origin, cookieName)).toBe(old);
  expect((await visitor.open(`${first.origin}/auth/token_details`)).status).toBe(401);
});

it('finishes in one process a sign-in that the other began, and only once', async () => {
  const { visitor } = await signIn(first);
  carry(visitor, first, second);
  const answer = await visitor.open(`${second.origin}/auth/sign_in`, {
    until: `${first.origin}/getAToken`,
  });
  expect((await visitor.open(answer.url)).status).toBe(200);
  carry(visitor, first, second);
  const replayed = new URL(answer.url.pathname + answer.url.search, second.origin);
  expect((await visitor.open(replayed)).status).toBe(400);
});
