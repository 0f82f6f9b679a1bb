import { carry, useTwoClients } from '../support/two-clients.js';
import { signIn } from '../support/full-stack.js';

jest.setTimeout(30_000);

// Tokens are refreshed five minutes before they expire: with this lifetime, at every call.
const running = useTwoClients([
  { id: 'B2C_1_signupsignin', kind: 'sign-up-sign-in', lifetimes: { accessTokenMinutes: 5 } },
]);

it('keeps a person signed in whose token two processes refresh at the same time', async () => {
  const { emulator, first, second } = running;
  const { visitor } = await signIn(first);
  carry(visitor, first, second);
  emulator.setBehaviour({ delayMs: 100 });
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const visits = [first, second].map(({ origin }) => visitor.open(`${origin}/tasks`));
    expect((await Promise.all(visits)).map(({ status }) => status)).toEqual([200, 200]);
  }
});
