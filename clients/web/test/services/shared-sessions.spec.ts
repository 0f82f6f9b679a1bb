import { cookieName, signIn } from '../support/full-stack.js';
import { carry, useTwoClients } from '../support/two-clients.js';
import { formsOf } from 'test-support';

jest.setTimeout(30_000);

const running = useTwoClients();

it('shares sign-in and sign-out between two processes', async () => {
  const { emulator, first, second } = running;
  const { visitor } = await signIn(first);
  carry(visitor, first, second);
  const page = await visitor.open(`${second.origin}/`);
  expect(page.text).toContain('Hello, <bdi>Demo Person');
  const old = visitor.cookie(first.origin, cookieName);
  // Both processes have the origin of the first.
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
  const { first, second } = running;
  const { visitor } = await signIn(first);
  carry(visitor, first, second);
  const answer = await visitor.open(`${second.origin}/auth/sign_in`, {
    until: `${first.origin}/getAToken`,
  });
  carry(visitor, second, first);
  expect((await visitor.open(answer.url)).status).toBe(200);
  carry(visitor, first, second);
  const replayed = new URL(answer.url.pathname + answer.url.search, second.origin);
  expect((await visitor.open(replayed)).status).toBe(400);
});
