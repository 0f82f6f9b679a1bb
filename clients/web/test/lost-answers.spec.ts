import { defaultClientIds, type Emulator } from 'azure-ad-b2c-emulator';
import { Api } from '../../../test/support/api.js';
import { freePort } from '../../../test/support/free-port.js';
import { cookieName } from './support/access.js';
import { ApiInBetween } from './support/api-in-between.js';
import type { Visit, Visitor } from './support/visitor.js';
import { signIn, startLocalB2c } from './support/whole-set-up.js';
import { environmentOf, WebClient } from './support/web-client.js';

let emulator: Emulator;
let api: Api;
let proxy: ApiInBetween;
let client: WebClient;
let visitor: Visitor;
let page: Visit;

beforeAll(async () => {
  const port = await freePort();
  emulator = await startLocalB2c(port);
  const authorityHost = emulator.httpOrigin;
  api = await Api.start({ origin: authorityHost }, { APP_CLIENT_ID: defaultClientIds.api });
  await api.whenReady();
  proxy = await new ApiInBetween(api.origin).listen();
  const endpoint = `${proxy.origin}/tasks`;
  client = await WebClient.start(environmentOf({ authorityHost, endpoint, port }));
});
afterAll(async () => {
  await client.close();
  await proxy.close();
  await api.close();
  await emulator.close();
});

beforeEach(async () => {
  proxy.fate = 'passed on';
  ({ visitor, page } = await signIn(client, undefined, '/tasks'));
});

const countOf = (title: string, { text }: Visit) =>
  text.split(`<li><span class="title"`).filter((item) => item.includes(`>${title}<`)).length;

const fates = ['lost', 'replaced by 504'] as const;

it.each(fates)('adds a task once that is sent again after its answer was %s', async (fate) => {
  const title = `Answer ${fate}`;
  proxy.fate = fate;
  const failed = await visitor.submit(page, 'tasks', { title });
  expect(failed.status).toBe(502);
  const failedAgain = await visitor.submit(failed, 'tasks');
  expect(failedAgain.status).toBe(502);
  proxy.fate = 'passed on';
  const added = await visitor.submit(failedAgain, 'tasks');
  expect(added.text).toContain('Your task was added.');
  expect(countOf(title, added)).toBe(1);
});

it('adds a task once although the session ended before it was sent again', async () => {
  proxy.fate = 'lost';
  const failed = await visitor.submit(page, 'tasks', { title: 'Sent by two sessions' });
  proxy.fate = 'passed on';
  visitor.setCookie(client.origin, cookieName, 'gone');
  const refused = await visitor.submit(failed, 'tasks');
  expect(refused.status).toBe(401);
  const added = await visitor.submit(await visitor.follow(refused, 'Sign in'), 'tasks');
  expect(added.text).toContain('Your task was added.');
  expect(countOf('Sent by two sessions', added)).toBe(1);
});

it('adds another task where the title was changed after a lost answer', async () => {
  proxy.fate = 'lost';
  const failed = await visitor.submit(page, 'tasks', { title: 'First thought' });
  proxy.fate = 'passed on';
  const added = await visitor.submit(failed, 'tasks', { title: 'Second thought' });
  expect(countOf('First thought', added)).toBe(1);
  expect(countOf('Second thought', added)).toBe(1);
});

it('adds a task of the same title again from the next form', async () => {
  const first = await visitor.submit(page, 'tasks', { title: 'Twice on purpose' });
  const second = await visitor.submit(first, 'tasks', { title: 'Twice on purpose' });
  expect(countOf('Twice on purpose', second)).toBe(2);
});

it('takes another title from a form that a browser went back to', async () => {
  await visitor.submit(page, 'tasks', { title: 'Before' });
  const after = await visitor.submit(page, 'tasks', { title: 'After' });
  expect(after.text).toContain('Your task was added.');
  expect(countOf('After', after)).toBe(1);
});
