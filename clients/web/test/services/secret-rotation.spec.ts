import { demoUser, type Emulator } from 'azure-ad-b2c-emulator';
import { freePort, Visitor } from 'test-support';
import { ClientProcess } from '../support/client-process.js';
import { signIn, startB2cEmulator } from '../support/full-stack.js';
import { environmentOf } from '../support/web-client.js';

jest.setTimeout(60_000);

const [oldSecret, newSecret] = [
  'the old secret of these tests: 0123',
  'the new secret of these tests: 4567',
];

let emulator: Emulator;
let environment: Record<string, string>;

beforeAll(async () => {
  const port = await freePort();
  emulator = await startB2cEmulator(port);
  const authorityHost = emulator.httpOrigin;
  environment = {
    ...environmentOf({ authorityHost, endpoint: `${authorityHost}/`, port }),
    REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
  };
});
afterAll(() => emulator.close());

/** A session, and a sign-in in another tab, from a process with the old secret. */
async function signedInBefore() {
  const client = await ClientProcess.start({ ...environment, SESSION_SECRET: oldSecret });
  const { visitor } = await signIn(client);
  const pending = new Visitor();
  const form = await pending.open(`${client.origin}/auth/sign_in?return_to=/auth/token_details`);
  await client.stop();
  return { visitor, pending, form };
}

it('keeps sessions and pending sign-ins through a rotation of the secret', async () => {
  const { visitor, pending, form } = await signedInBefore();
  const client = await ClientProcess.start({
    ...environment,
    SESSION_SECRET: `${newSecret}, ${oldSecret}`,
  });
  expect((await visitor.open(`${client.origin}/auth/token_details`)).status).toBe(200);
  const page = await pending.submit(form, 'sign-in', { ...demoUser });
  expect([page.status, page.url.pathname]).toEqual([200, '/auth/token_details']);
  await client.stop();
});

it('accepts neither once the old secret is removed', async () => {
  const { visitor, pending, form } = await signedInBefore();
  const client = await ClientProcess.start({ ...environment, SESSION_SECRET: newSecret });
  expect((await visitor.open(`${client.origin}/auth/token_details`)).status).toBe(401);
  expect((await pending.submit(form, 'sign-in', { ...demoUser })).status).toBe(400);
  await client.stop();
});
